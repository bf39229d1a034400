// How fast a run can be played: in steps a second, or null for as fast as it goes.
import { filled } from "../../reader/element.js";

export const FULL_SPEED = null;
export const SPEEDS = [2, 10, 60, FULL_SPEED];

export function speedInWords({ stepsPerSecond, fullSpeed }, speed) {
  return speed === FULL_SPEED ? fullSpeed : filled(stepsPerSecond, { steps: speed });
}
