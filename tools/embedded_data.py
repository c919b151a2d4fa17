#!/usr/bin/env python3
"""Makes the data sets that come with the library, as resources of io.latent4j.data.

Digits and Iris are taken from scikit-learn's package; the colours and the six films are listed here.
The same versions write the same bytes. Usage: python tools/embedded_data.py [FOLDER]
"""

import gzip
import pathlib
import struct
import sys

import numpy as np
from sklearn import datasets

COLORS = [
    ("Black", 0, 0, 0),
    ("White", 255, 255, 255),
    ("Red", 255, 0, 0),
    ("Lime", 0, 255, 0),
    ("Blue", 0, 0, 255),
    ("Yellow", 255, 255, 0),
    ("Aqua", 0, 255, 255),
    ("Magenta", 255, 0, 255),
    ("Olive", 128, 128, 0),
    ("Green", 0, 128, 0),
    ("Purple", 128, 0, 128),
    ("Navy", 0, 0, 128),
    ("Orange Red", 255, 69, 0),
    ("Orange", 255, 165, 0),
    ("Gold", 255, 215, 0),
    ("Khaki", 240, 230, 140),
]

# Rows are people, columns are films; 1 wants to watch it.
SIX_FILMS = ["111000", "101000", "111000", "001110", "001100", "001110", "000111", "000011"]

NOTES = {
    "digits": """\
Optical Recognition of Handwritten Digits, test part: 1,797 images of 8x8 pixels from 0 to 16.
E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49
Licence: Creative Commons Attribution 4.0 International (CC BY 4.0),
https://creativecommons.org/licenses/by/4.0/
Changes: stored as IDX files, packed by gzip; the values are unchanged. Taken from scikit-learn's package
by tools/embedded_data.py.
""",
    "iris": """\
Iris: 150 flowers of three species, four lengths in centimetres.
R. A. Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics 7, 1936; the
version corrected after Fisher's paper, as in scikit-learn since 0.20.
Licence: facts in the public domain. Taken from scikit-learn's package by tools/embedded_data.py.
""",
    "colors": """\
Colors: 16 named colours with red, green and blue from 0 to 255. The names and values are common facts,
most of them those of CSS. Written by tools/embedded_data.py.
""",
    "six-films": """\
Six films: eight people who want (1) or don't want (0) to watch each of six films; the first three films
are of one taste, the others of another. 48 bits, to which nobody claims a right. Written by
tools/embedded_data.py.
""",
}


def write_idx(path, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim)
    header += b"".join(struct.pack(">I", size) for size in array.shape)
    content = header + np.ascontiguousarray(array, dtype=np.uint8).tobytes()
    with open(path, "wb") as raw:
        # No name and no time in the header: the same content is always the same file.
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
            packed.write(content)


def write_table(path, header, rows):
    lines = [header, *(",".join(str(cell) for cell in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    default = root / "src/main/resources/io/latent4j/data"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)

    digits = datasets.load_digits()
    write_idx(folder / "digits-images-idx3-ubyte.gz", digits.images)
    write_idx(folder / "digits-labels-idx1-ubyte.gz", digits.target)

    iris = datasets.load_iris()
    write_table(
        folder / "iris.csv",
        "sepal_length,sepal_width,petal_length,petal_width,species",
        [[*row, iris.target_names[label]] for row, label in zip(iris.data.tolist(), iris.target)],
    )

    write_table(folder / "colors.csv", "red,green,blue,name", [[r, g, b, n] for n, r, g, b in COLORS])
    write_table(folder / "six-films.csv", "A,B,C,D,E,F", SIX_FILMS)

    for name, note in NOTES.items():
        (folder / f"{name}.LICENSE.txt").write_text(note, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
