def evidence(rule, values):
    return tuple(f"{r} {values[r]:.3g} {s} {l:g}" for r, s, l in rule.when) if rule else ()
