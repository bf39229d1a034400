// A curve over the steps that stays short however long the run is: when it has become too
// long, each two neighbours become their mean.
const MOST = 400; // points, more than a chart has pixels for

export class History {
  points = []; // [step, value], the values finite
  each = 1; // so many values make a point
  sum = 0;
  count = 0;
  last = null; // the step of the last value

  // A step's value counts once, however often it is told.
  add(step, value) {
    if (!Number.isFinite(value) || step === this.last) return;
    this.last = step;
    this.sum += value;
    this.count += 1;
    if (this.count < this.each) return;
    this.points.push([step, this.sum / this.count]);
    this.sum = this.count = 0;
    if (this.points.length === MOST) this.halve();
  }

  halve() {
    const { points } = this;
    this.points = [];
    for (let i = 0; i < points.length; i += 2) {
      const [[, before], [step, value]] = [points[i], points[i + 1]];
      this.points.push([step, (before + value) / 2]);
    }
    this.each *= 2;
  }

  // The points up to the last step, where what makes no point yet stands for itself.
  get curve() {
    if (this.count === 0) return this.points;
    return [...this.points, [this.last, this.sum / this.count]];
  }
}
