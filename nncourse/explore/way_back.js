// A phrase can lead far along its page to its figure. At the figure there is then a way back
// to the phrase, until it is taken or the reader has gone back by other means.
(() => {
  "use strict";
  const BAR = 64; // pixels at the top that the page's bar of buttons covers
  let withdraw = () => {};
  // Before the browser brings back a place that was left when nothing was offered.
  addEventListener("popstate", () => withdraw());

  // To be called before `figure` is brought into view, by `block` as of scrollIntoView.
  // The way back is offered only if the phrase goes out of view by that.
  window.explore.offerWayBack = (phrase, figure, block, words) => {
    const [from, to] = [phrase, figure].map((part) => part.getBoundingClientRect());
    const moved = block === "start" || to.top < BAR
      ? to.top - BAR : Math.max(0, to.bottom - innerHeight);
    if (from.top - moved > BAR && from.bottom - moved < innerHeight) return;

    withdraw();
    const back = document.createElement("button");
    back.type = "button";
    back.className = "explore-back";
    back.textContent = words;
    figure.prepend(back);
    let left = false;
    const watch = new IntersectionObserver((entries) => {
      const seen = entries.at(-1).isIntersecting;
      if (left && seen) withdraw();
      left ||= !seen;
    });
    watch.observe(phrase);
    withdraw = () => {
      withdraw = () => {};
      watch.disconnect();
      if (document.activeElement === back) phrase.focus({ preventScroll: true });
      back.remove();
    };
    back.addEventListener("click", () => {
      back.focus(); // which not every browser gives to what is clicked
      withdraw();
      scrollBy(0, phrase.getBoundingClientRect().top - from.top);
    });
    back.focus({ preventScroll: true });
  };
})();
