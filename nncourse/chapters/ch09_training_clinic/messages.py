"""All that the chapter's patients and its ward say, in one place for a translation."""

VISIT = {
    "counted": "The course's page counts the patients that you named.",
    "step": "layers at",
    "name": "Patient {number}. What ails it?",
    "test": "Patient {number}. Which test do you order?",
    "prescribe": "Patient {number}. What do you prescribe?",
    "shown": "{result} That is a {name}.",
    "effect": "{outcome}. Right in the end, of examples set apart: {ends}.",
    "effects": "Right in the end, of examples set apart: {ends}.",
    "cured": "{treatment}: cured",
    "not_cured": "{treatment}: not cured",
    "healthy": "{treatment}: it was well before",
}
WARD = {
    "closed": "The ward opens where Python runs. Press Run; fetching Python takes a while "
    "the first time.",
    "terminal": "The ward opens in a notebook, or on the course's page.",
    "patient": "Patient {number}",
    "order": "Order this test",
    "name": "This is what ails it",
    "treat": "Treat it so",
    "next": "Next patient",
    "you_say": "You say: {name}. What do you prescribe?",
    "right": "What ailed it: {fault}, as you said.",
    "wrong": "What ailed it: {fault}.",
    "rules": "The rules, with your tests: {finding}",
    "score": "Patients: {patients}. Named: {named}. Cured, or rightly let be: {cured}. "
    "Tests ordered: {tests}.",
    "columns": ("patient", "what ailed it", "you named", "you prescribed", "tests"),
    "none": "none",
}
