// Keeps the page's address and the bench the same, where the address is the bench's.
import { addressOf, isOurs, read } from "./page_address.js";

export class AddressBar {
  // owned: in a kernel's front end the address is not. follow({ runs, view }) sets what an
  // address says; fail(words) tells of one that cannot be read.
  constructor(owned, { follow, fail }) {
    Object.assign(this, { owned, follow, fail });
  }

  // Whether it says what to run, and can be read.
  get saysRuns() {
    try {
      return this.owned && isOurs(location.hash) && Boolean(read(location.hash));
    } catch {
      return false;
    }
  }

  begin(signal) {
    if (!this.owned) return;
    this.read();
    addEventListener("hashchange", () => this.read(), { signal });
  }

  read() {
    if (!isOurs(location.hash)) return;
    try {
      this.follow(read(location.hash));
    } catch (error) {
      this.fail(error.message);
    }
  }

  // No step in the history for each knob.
  write(runs, view) {
    if (!this.owned) return;
    const page = location.href.split("#")[0];
    history.replaceState(history.state, "", page + addressOf(runs, view));
  }

  // True if it could be copied: there may be no clipboard, or none that is allowed.
  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      return true;
    } catch {
      return false;
    }
  }
}
