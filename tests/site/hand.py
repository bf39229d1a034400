"""A hand that draws on the reader, and eyes that see what it reads."""

SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.18), (0.62, 0.5), (0.5, 0.85)]


def draw(page, points=SEVEN, by="mouse"):
    """One stroke over `points`, as shares of the pad's width and height."""
    pad = page.locator(".live-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    places = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points
    ]
    if by == "touch":
        touch(page, places)
        return
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=4)
    page.mouse.up()


def touch(page, places):
    """A finger drawn over the screen, as the browser hears of one."""
    client = page.context.new_cdp_session(page)
    kinds = ["touchStart"] + ["touchMove"] * (len(places) - 1) + ["touchEnd"]
    for kind, place in zip(kinds, [*places, None], strict=True):
        points = [{"x": place[0], "y": place[1]}] if place else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def words(page):
    """What the reader says it reads."""
    return page.locator(".live-words").inner_text()
