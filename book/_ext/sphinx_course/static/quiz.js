// Makes choices of a quiz. In its source a question is a paragraph, and each answer a
// <details> whose text begins with "Right" or says what is wrong with it. Here a question
// becomes a group of radio buttons, and the text of the chosen answer is said below it; one
// may try again. The record keeps of each question
//
//     right   whether the first answer to it was right
//     due     whether it is to be asked again, before a later chapter
//     solved  when it was answered right last, at whichever try, in milliseconds
(() => {
  "use strict";
  const words = window.courseMessages;

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
  }

  // The answers below a question, as [what is chosen, what is said to it].
  function takeAnswers(title) {
    const answers = [];
    while (title.nextElementSibling?.tagName === "DETAILS") {
      const details = title.nextElementSibling;
      const choice = details.querySelector("summary");
      choice.remove();
      details.remove();
      answers.push([[...choice.childNodes], details]);
    }
    return answers;
  }

  function choices(id, title) {
    const answers = takeAnswers(title);
    const group = element("fieldset", "", element("legend", "", ...title.childNodes));
    answers.forEach(([choice], i) => {
      const button = document.createElement("input");
      Object.assign(button, { type: "radio", name: id, value: i });
      group.append(element("label", "quiz-choice", button, element("span", "", ...choice)));
    });
    const said = element("div", "quiz-said");
    said.setAttribute("role", "status");
    const form = element("form", "quiz-question", group,
      element("button", "quiz-answer", words.check), said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = new FormData(form).get(id);
      if (chosen === null) { said.textContent = words.choose_first; return; }
      const [, details] = answers[chosen];
      const right = details.textContent.trim().startsWith("Right");
      if (!form.dataset.tried) remember(id, right);
      form.dataset.tried = true;
      if (right) change(id, { solved: Date.now() });
      form.dataset.verdict = right ? "right" : "wrong";
      const sign = element("span", "quiz-sign", right ? "✓" : "✗");
      sign.ariaHidden = "true";
      said.replaceChildren(sign, ...details.cloneNode(true).childNodes);
    });
    form.addEventListener("change", () => {
      delete form.dataset.verdict;
      said.replaceChildren();
    });
    title.replaceWith(form);
  }

  // The first answer on this page. Asked again before a later chapter, a question is due
  // no longer once it is right.
  function remember(id, right) {
    const before = readerRecord.get("answered", id);
    const isAgain = !id.startsWith(`${readerRecord.page}#`);
    change(id, {
      right: before?.right ?? right,
      due: before && !isAgain ? before.due : !right,
    });
  }

  function change(id, changes) {
    readerRecord.set("answered", id, { ...readerRecord.get("answered", id), ...changes });
  }

  function count(quiz, ids) {
    const line = element("p", "quiz-count");
    const write = () => {
      const answered = ids.map((id) => readerRecord.get("answered", id)).filter(Boolean);
      const right = answered.filter((answer) => answer.right).length;
      line.textContent = answered.length
        ? words.first_try.replace("{right}", right).replace("{all}", ids.length)
        : "";
    };
    write();
    document.addEventListener("readerrecord", write);
    quiz.append(line);
  }

  for (const quiz of document.querySelectorAll(".quiz")) {
    const own = [];
    for (const title of quiz.querySelectorAll("p:has(> strong)")) {
      const elsewhere = title.closest("[data-question]")?.dataset.question;
      const id = elsewhere ?? `${readerRecord.page}#quiz-${own.length + 1}`;
      if (!elsewhere) own.push(id);
      choices(id, title);
    }
    if (own.length) count(quiz, own);
  }
})();
