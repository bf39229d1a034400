// Random numbers from a seed and a count: draw number k needs none of the draws before it.
//
// Threefry-2x32 with 20 rounds: two words of 32 bits are mixed with the key by additions,
// rotations and exclusive ors alone, which JavaScript computes exactly and fast.
// Source: Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3".
import { quoted } from "./checks.js";

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24];
const PARITY = 0x1bd11bda;

// Two words from two words and a key of two; they stand in `out`, unsigned.
export function threefry(key0, key1, count0, count1, out) {
  const keys = [key0, key1, PARITY ^ key0 ^ key1];
  let a = (count0 + key0) | 0;
  let b = (count1 + key1) | 0;
  for (let round = 0; round < 20; round++) {
    const turn = ROTATIONS[round % 8];
    a = (a + b) | 0;
    b = ((b << turn) | (b >>> (32 - turn))) ^ a;
    if (round % 4 === 3) { // the key comes in again after every fourth round
      const times = (round + 1) / 4;
      a = (a + keys[times % 3]) | 0;
      b = (b + keys[(times + 1) % 3] + times) | 0;
    }
  }
  out[0] = a;
  out[1] = b;
}

// The draws of one stream of a seed; streams of the same seed are independent.
export class Random {
  count = 0;
  words = new Uint32Array(2);

  constructor(seed, stream = 0) {
    if (seed !== seed >>> 0) {
      throw new RangeError(`seed must be a whole number below 2^32, not ${quoted(seed)}`);
    }
    [this.seed, this.stream] = [seed, stream];
  }

  // Evenly spread over [0, 1).
  uniform() {
    const second = this.count % 2;
    if (second === 0) threefry(this.seed, this.stream, this.count / 2, 0, this.words);
    this.count += 1;
    return this.words[second] / 2 ** 32;
  }
}
