// CodeMirror as the course sets it up: colours as on the page, four spaces, a browser's undo.

// `codemirror` is the module; the rest is as for the plain editor. `text` is what stood there
// when the reader began, so that undo leads back to it, `now` what stands there by now.
export function richEditor(codemirror, { text, now, selection, label, help, onChange, onRun }) {
  const {
    bracketMatching, defaultKeymap, drawSelection, EditorState, EditorView, HighlightStyle,
    history, historyKeymap, indentOnInput, indentUnit, indentWithTab, keymap, python,
    syntaxHighlighting, tags,
  } = codemirror;
  // The classes that the page's own code has.
  const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "k" },
    { tag: [tags.string, tags.special(tags.string)], class: "s2" },
    { tag: tags.comment, class: "c1" },
    { tag: [tags.number, tags.bool, tags.null], class: "mi" },
    { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
    { tag: tags.operator, class: "o" },
  ]);
  const run = () => {
    onRun();
    return true;
  };
  const leave = (view) => {
    view.setTabFocusMode(true); // Tab goes on through the page, until this is focused again
    return false;
  };
  const tab = (tabbed) => {
    const { state } = tabbed;
    const { head, empty } = state.selection.main;
    if (!empty) return indentWithTab.run(tabbed);
    const column = head - state.doc.lineAt(head).from;
    const spaces = state.replaceSelection(" ".repeat(4 - (column % 4)));
    tabbed.dispatch(state.update(spaces, { userEvent: "input.indent", scrollIntoView: true }));
    return true;
  };
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Shift-Enter", run },
          { key: "Mod-Enter", run },
          { key: "Escape", run: leave },
          ...defaultKeymap,
          ...historyKeymap,
          { key: "Tab", run: tab, shift: indentWithTab.shift },
        ]),
        history(),
        drawSelection(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        python(),
        syntaxHighlighting(colours),
        EditorView.editorAttributes.of({ class: "cell-editor" }),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-description": help }),
        EditorView.domEventHandlers({
          focus: (_, focused) => focused.setTabFocusMode(false),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  const set = (value) => {
    if (value === view.state.doc.toString()) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  };
  set(now);
  view.dispatch({ selection: { anchor: selection[0], head: selection[1] } });
  return { element: view.dom, set, focus: () => view.focus() };
}
