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
# What one is told of a patient before anything is measured.
DATA_IN_WORDS = {
    "digits": "digits of 64 pixels",
    "moons": "points of two moons",
    "small digits": "digits of 16 pixels",
    "low or high": "digits in two classes, 0 to 4 and 5 to 9",
    "clusters": "points of 20 features in five classes",
}
UNITS_IN_WORDS = {
    "relu": "ReLU units",
    "leaky relu": "leaky ReLU units",
    "tanh": "tanh units",
    "sigmoid": "sigmoid units",
    "none": "units without activation",
}
NUMBERS = "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven"
NOTES = (
    "{number} hidden {layers} of {width} {units}{norm} {learn} {examples:,} {data}: "
    "{steps} steps of {optimizer} with batches of {batch}."
)
CANNOT_TELL = "cannot tell from this: order a test"
