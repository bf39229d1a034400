// A question before something is lost that the reader wrote.
import { button, element } from "./elements.js";
import { said } from "./words.js";

// Whether the reader wants it; Escape means no. Both arguments are names of sentences.
export function ask(question, yes) {
  const dialog = element("dialog", { class: "page-dialog", "aria-label": said(yes) },
    element("p", {}, said(question)),
    button(said("keep_all"), () => dialog.close()), " ",
    button(said(yes), () => dialog.close("yes")));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => {
    dialog.remove();
    done(dialog.returnValue === "yes");
  }));
}
