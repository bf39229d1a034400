// Rules that turn gradients into steps, as in nncourse/optim.py and by its names.
//
// An optimizer is a plain object, { kind, lr, ... }, so that a schedule may hand in another
// rate at every step. What a rule remembers of the steps before stays with the network, and
// is forgotten when the kind changes.
import { atLeastZero, quoted, shareBelowOne } from "./checks.js";

const CHECKS = {
  lr: atLeastZero, weight_decay: atLeastZero, eps: atLeastZero,
  momentum: shareBelowOne, beta1: shareBelowOne, beta2: shareBelowOne,
};
const ADAM = { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8 };
const DEFAULTS = { // undefined: has to be said
  sgd: { lr: undefined, weight_decay: 0 },
  momentum: { lr: undefined, momentum: undefined, weight_decay: 0 },
  adam: ADAM,
  adamw: { ...ADAM, weight_decay: 0.01 },
};
const RULES = { sgd, momentum, adam, adamw: adam };

// One step of the network by its gradients; what was added stays in net.update.
export function takeStep(net, optimizer) {
  const settings = checked(optimizer);
  const { kind } = settings;
  if (net.past?.kind !== kind) net.past = { kind, t: 0 };
  RULES[kind](net, settings, net.past);
  const { p, update } = net;
  for (let i = 0; i < p.length; i++) p[i] += update[i];
}

// velocity = g + weight_decay p;  p = p - lr velocity
function sgd({ p, g, update }, { lr, weight_decay: decay }) {
  if (decay === 0) for (let i = 0; i < p.length; i++) update[i] = -lr * g[i];
  else for (let i = 0; i < p.length; i++) update[i] = -lr * (g[i] + decay * p[i]);
}

// velocity = momentum velocity + g + weight_decay p;  p = p - lr velocity
function momentum({ p, g, update }, { lr, momentum: kept, weight_decay: decay }, past) {
  const velocity = past.velocity ??= new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) {
    velocity[i] = kept * velocity[i] + (decay === 0 ? g[i] : g[i] + decay * p[i]);
    update[i] = -lr * velocity[i];
  }
}

// m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
// p = p - lr (mhat / (sqrt(vhat) + eps) + weight_decay p), with mhat and vhat made up for
// their start at 0. Plain Adam is the same with no weight_decay.
function adam({ p, g, update }, { lr, beta1, beta2, eps, weight_decay: decay = 0 }, past) {
  const m = past.m ??= new Float64Array(p.length);
  const v = past.v ??= new Float64Array(p.length);
  past.t += 1;
  const rate = -lr / (1 - beta1 ** past.t);
  const correction = (1 - beta2 ** past.t) ** -0.5;
  for (let i = 0; i < p.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * g[i];
    v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
    update[i] = (m[i] / (Math.sqrt(v[i]) * correction + eps)) * rate;
  }
  if (decay !== 0) for (let i = 0; i < p.length; i++) update[i] -= lr * decay * p[i];
}

// Scales all gradients together so that their joint norm is at most `limit`; call it
// between backward and step. Returns the norm before. Gradients with inf or nan stay.
export function clipNorm(net, limit) {
  if (!(limit > 0)) throw new RangeError(`limit must be above 0, not ${quoted(limit)}`);
  const { g } = net;
  let [largest, squares] = [0, 0];
  for (let i = 0; i < g.length; i++) largest = Math.max(largest, Math.abs(g[i]));
  if (!(largest > 0 && largest < Infinity)) return largest;
  for (let i = 0; i < g.length; i++) squares += (g[i] / largest) ** 2; // cannot overflow
  const norm = largest * Math.sqrt(squares);
  if (norm > limit) for (let i = 0; i < g.length; i++) g[i] *= limit / norm;
  return norm;
}

// The optimizer with its defaults filled in; bad ones give an error that names the value.
function checked({ kind, ...given }) {
  if (!Object.hasOwn(DEFAULTS, kind)) {
    const known = Object.keys(DEFAULTS).join(", ");
    throw new TypeError(`an optimizer's kind must be one of ${known}, not ${quoted(kind)}`);
  }
  const defaults = DEFAULTS[kind];
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(defaults, name)) {
      throw new TypeError(`${kind} has no ${quoted(name)}`);
    }
  }
  const settings = { kind, ...defaults, ...given };
  for (const name of Object.keys(defaults)) CHECKS[name](settings[name], name);
  return settings;
}
