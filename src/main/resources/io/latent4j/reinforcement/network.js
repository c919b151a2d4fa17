'use strict';

/* Float32 numbers, little endian, from base 64. */
function floats(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const codes = {};
  for (let i = 0; i < 64; i++) {
    codes[alphabet[i]] = i;
  }
  const end = text.replace(/=+$/, '').length;
  const bytes = new Uint8Array(Math.floor(end * 3 / 4));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < end; i++) {
    held = (held << 6 | codes[text[i]]) & 0xFFFF;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits & 255;
    }
  }
  const view = new DataView(bytes.buffer);
  const values = new Float32Array(bytes.length / 4);
  for (let i = 0; i < values.length; i++) {
    values[i] = view.getFloat32(4 * i, true);
  }
  return values;
}

/* A network as DqnModel writes it as JSON. */
function Network(description) {
  const read = function (layer) {
    const own = Object.assign({}, layer);
    for (const name of ['kernel', 'bias', 'gamma', 'beta']) {
      if (layer[name] !== undefined) {
        own[name] = floats(layer[name]);
      }
    }
    return own;
  };
  this.trunk = description.trunk.map(read);
  this.advantage = description.advantage.map(read);
  this.value = description.value.map(read);
}

Network.LAYERS = {
  conv: function (layer, x) {
    const out = new Float32Array(layer.outHeight * layer.outWidth * layer.filters);
    let at = 0;
    for (let row = 0; row < layer.outHeight; row++) {
      for (let column = 0; column < layer.outWidth; column++) {
        for (let filter = 0; filter < layer.filters; filter++) {
          let sum = layer.bias[filter];
          for (let i = 0; i < layer.size; i++) {
            for (let j = 0; j < layer.size; j++) {
              const from = ((row * layer.stride + i) * layer.width + column * layer.stride + j)
                * layer.channels;
              const weight = (i * layer.size + j) * layer.channels;
              for (let channel = 0; channel < layer.channels; channel++) {
                sum += x[from + channel] * layer.kernel[(weight + channel) * layer.filters + filter];
              }
            }
          }
          out[at++] = sum;
        }
      }
    }
    return out;
  },
  dense: function (layer, x) {
    const sums = new Float64Array(layer.bias);
    for (let i = 0; i < x.length; i++) {
      if (x[i] !== 0) {
        for (let unit = 0; unit < layer.units; unit++) {
          sums[unit] += x[i] * layer.kernel[i * layer.units + unit];
        }
      }
    }
    return new Float32Array(sums);
  },
  norm: function (layer, x) {
    const size = layer.gamma.length;
    const out = new Float32Array(x.length);
    for (let from = 0; from < x.length; from += size) {
      let mean = 0;
      for (let i = 0; i < size; i++) {
        mean += x[from + i] / size;
      }
      let variance = 0;
      for (let i = 0; i < size; i++) {
        variance += (x[from + i] - mean) * (x[from + i] - mean) / size;
      }
      const factor = 1 / Math.sqrt(variance + layer.epsilon);
      for (let i = 0; i < size; i++) {
        out[from + i] = (x[from + i] - mean) * factor * layer.gamma[i] + layer.beta[i];
      }
    }
    return out;
  },
  relu: function (layer, x) {
    return x.map(function (value) { return Math.max(0, value); });
  }
};

Network.apply = function (layers, x) {
  return layers.reduce(function (values, layer) {
    return Network.LAYERS[layer.type](layer, values);
  }, x);
};

Network.prototype.values = function (observation) {
  const features = Network.apply(this.trunk, observation);
  const advantages = Network.apply(this.advantage, features);
  if (this.value.length === 0) {
    return advantages;
  }
  const value = Network.apply(this.value, features)[0];
  const mean = advantages.reduce(function (a, b) { return a + b; }, 0) / advantages.length;
  return advantages.map(function (advantage) { return value + advantage - mean; });
};

Network.prototype.act = function (observation) {
  const values = this.values(observation);
  return values.indexOf(Math.max.apply(null, Array.from(values)));
};
