// How many of some predictions were right: a paragraph lists their ids, and says it as soon
// as one of them is made.
(() => {
  "use strict";
  const { right_count: words } = window.courseMessages;
  const record = window.readerRecord;

  function tell(told) {
    const ids = told.dataset.of.split(" ");
    let [made, right] = [0, 0];
    for (const question of ids.map((id) => document.getElementById(id))) {
      const guess = question && record.get("predicted", `${record.page}#${question.id}`);
      if (guess == null) continue;
      const { choices, answer } = JSON.parse(question.querySelector("script").textContent);
      made += 1;
      right += guess === choices[answer];
    }
    told.hidden = made === 0;
    told.textContent = words.replace("{right}", right).replace("{made}", made)
      .replace("{all}", ids.length);
  }

  for (const told of document.querySelectorAll(".right-count")) {
    document.addEventListener("readerrecord", () => tell(told));
    tell(told);
  }
})();
