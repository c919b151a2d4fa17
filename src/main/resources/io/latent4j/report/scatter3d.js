// Unpacks Plotly from this page and lets it take the place of the still pictures. Whatever fails,
// the still pictures stay. There is no "less than" and no ampersand here: the page is XML too.
(async () => {
  if (!document.createElement("canvas").getContext("webgl")) return;
  const packed = atob(document.getElementById("plotly").textContent.trim());
  const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(unpacked).text();
  document.head.append(script);

  const grid = "#cfd5dc";
  const axis = { gridcolor: grid, zerolinecolor: grid, linecolor: grid, showbackground: false };
  for (const place of document.querySelectorAll(".interactive")) {
    const still = place.parentElement.querySelector("img");
    try {
      const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
      const layout = figure.layout;
      for (const name of ["xaxis", "yaxis", "zaxis"]) Object.assign(layout.scene[name], axis);
      layout.font = { color: "#2b2f36", family: "system-ui, sans-serif" };
      layout.margin = { l: 0, r: 0, b: 0, t: layout.title ? 48 : 0 };
      place.hidden = false;
      await Plotly.newPlot(place, figure.data, layout, { responsive: true, displaylogo: false });
      still.hidden = true;
    } catch (problem) {
      place.hidden = true;
      console.warn("the interactive plot cannot be shown", problem);
    }
  }
})().catch((problem) => console.warn("interactive plots cannot be shown", problem));
