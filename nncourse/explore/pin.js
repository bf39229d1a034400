// Keeps a figure's present picture beside the moving one, to compare two settings.
(() => {
  "use strict";

  function pin(root, messages) {
    const picture = root.querySelector(".explore-picture");
    const pair = document.createElement("div");
    const pinned = document.createElement("div");
    const words = document.createElement("p");
    pair.className = "explore-pair";
    pinned.className = "explore-pinned";
    words.textContent = messages.pinned.replace("{setting}", root.dataset.shown);
    // Ids of its own: what they name would go when the moving picture changes.
    pinned.innerHTML = picture.querySelector("svg").outerHTML
      .replace(/( id="|href="#|url\(#)/g, "$1pinned-");
    pinned.prepend(words);
    picture.before(pair);
    pair.append(pinned, picture);
    return words.textContent;
  }

  function unpin(root, messages) {
    const pair = root.querySelector(".explore-pair");
    pair.replaceWith(pair.querySelector(".explore-picture"));
    return messages.unpinned;
  }

  window.explore.togglePin = (root, messages) => {
    const isPinned = root.querySelector(".explore-pinned") !== null;
    const status = root.querySelector(".explore-status");
    status.textContent = (isPinned ? unpin : pin)(root, messages);
    root.querySelector(".explore-pin").textContent = isPinned ? messages.pin : messages.unpin;
  };
})();
