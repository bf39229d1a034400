"""Five published tools that say what ails a training run, to set beside `diagnose`.

Their rules are written anew from their descriptions and the default settings of their
sources, which each module names. `alarms(run)` of a module takes a `Run` and returns
{alarm: the faults that its description gives as a cause}; where in doubt, one fault more.
"""

from benchmarks.other_tools import (
    autotrainer,
    debugger_rules,
    deepchecker,
    deepdiagnosis,
    umlaut,
)

TOOLS = {
    "AutoTrainer": autotrainer.alarms,
    "DeepDiagnosis": deepdiagnosis.alarms,
    "UMLAUT": umlaut.alarms,
    "SageMaker Debugger": debugger_rules.alarms,
    "TheDeepChecker": deepchecker.alarms,
}
