"""All that the chapter's patients and its ward say, in one place for a translation."""

VISIT = {
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
