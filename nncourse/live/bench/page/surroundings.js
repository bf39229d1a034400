// Where the bench stands: on a page of the course, whose script has files beside it, or in
// a kernel's front end, which has none.
const DIGITS = "live_digits.js"; // sets window.liveDigits
const CHAPTERS = "../book/chapters/";
const CLINIC = "../book/own-network.html#how-often-it-is-right";

export class Surroundings {
  // digits: digits.json, or nothing on a page. To be made while the page's script runs.
  constructor(digits) {
    this.given = digits;
    this.script = document.currentScript?.src || null;
  }

  // Whether the page's address is ours to write and to follow.
  get ownsAddress() { return this.script !== null; }

  // The address of the folder of chapters, or null.
  get chapters() {
    return this.script && new URL(CHAPTERS, this.script).href;
  }

  // The address of the page on the clinic's rules, or null.
  get clinic() {
    return this.script && new URL(CLINIC, this.script).href;
  }

  // A promise of digits.json, which is loaded once.
  digits() {
    if (this.given) return Promise.resolve(this.given);
    return this.asked ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL(DIGITS, this.script);
      script.onload = () => done(window.liveDigits);
      script.onerror = () => {
        this.asked = null; // another time it may be there
        failed(new Error(`${DIGITS} did not load`));
      };
      document.head.append(script);
    });
  }
}
