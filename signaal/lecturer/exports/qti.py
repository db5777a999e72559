"""How does a quiz become a package of QTI 2.1?"""

import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile, ZipInfo

from signaal.lecturer.exports.losses import Losses
from signaal.lecturer.exports.texts import (
    beginning,
    bounds,
    explanation,
    html,
    inline,
    items_explained,
    line,
    number,
    printable,
    question_text,
)
from signaal.show.payload import shuffled

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_CLOSE = re.compile(r"<(br|hr)>")
# What a tag of ours is called there, and which attributes it may keep.
_TAGS = {"section": "div"}
_ATTRIBUTES = {"href"}


def write(quiz, course):
    """Return ({name of a file: bytes}, Losses): a Quiz of a Course as a zip with a test and one item a question."""
    losses, items = Losses("qti"), {}
    for n, question in enumerate(quiz.questions, 1):
        if question.hint:
            losses.add("hint", question.id, line(question.hint, course))
        items[f"vragen/{n:02d}-{question.id}.xml"] = _item(n, question, quiz, course, losses)
    parts = {
        "imsmanifest.xml": _manifest(quiz, items),
        "toets.xml": _test(quiz, items, course),
        **items,
    }
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, root in parts.items():
            ET.indent(root)
            info = ZipInfo(name)  # of a fixed day: the same questions are the same file
            info.create_system = 3
            archive.writestr(info, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return {f"{quiz.id}.zip": packed.getvalue()}, losses


def _space(name):
    """Return what the first element of a file says of its names: where they come from, and who wants can check them."""
    schema = {
        QTI: "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
        PACKAGE: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    }[name]
    return {"xmlns": name, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{name} {schema}"}


def _add(parent, tag, text=None, attributes=None):
    """Add an element to `parent`; return it."""
    element = ET.SubElement(parent, tag, attributes or {})
    element.text = text
    return element


def _put_html(parent, html):
    """Put HTML in `parent`, with the tags and attributes that QTI knows."""
    closed = _NO_CLOSE.sub(r"<\1/>", html)
    source = ET.fromstring(f"<div>{closed}</div>")
    for element in source.iter():
        element.tag = _TAGS.get(element.tag, element.tag)
        element.attrib = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES}
    parent.text = source.text
    parent.extend(source)


def _name(id_):
    # An identifier of QTI begins with a letter.
    return f"A-{id_}"


def _item(n, question, quiz, course, losses):
    """Return a question as an assessmentItem."""
    root = ET.Element(
        "assessmentItem",
        {
            **_space(QTI),
            "identifier": _name(f"{quiz.id}--{question.id}"),
            "title": f"{n:02d} {question.id}",
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    _WRITERS[question.type](root, question, course, losses)
    return root


def _declare(root, cardinality, base, correct=(), mapping=None, feedback="single"):
    """Declare what a learner gives, what is right, and what follows on it; mapping is {answer: points}."""
    response = _add(
        root,
        "responseDeclaration",
        attributes={"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base},
    )
    if correct:
        right = _add(response, "correctResponse")
        for value in correct:
            _add(right, "value", value)
    if mapping:
        table = _add(response, "mapping", attributes={"lowerBound": "0", "defaultValue": "0"})
        for key, points in mapping.items():
            _add(table, "mapEntry", attributes={"mapKey": key, "mappedValue": points})
    score = _add(
        root,
        "outcomeDeclaration",
        attributes={"identifier": "SCORE", "cardinality": "single", "baseType": "float"},
    )
    _add(_add(score, "defaultValue"), "value", "0")
    for identifier, kind in (("FEEDBACK", feedback), ("UITLEG", "single")):
        _add(
            root,
            "outcomeDeclaration",
            attributes={"identifier": identifier, "cardinality": kind, "baseType": "identifier"},
        )


def _body(root, question, course):
    body = _add(root, "itemBody")
    _put_html(body, question_text(question, course))
    return body


def _interaction(body, tag, **attributes):
    return _add(body, tag, attributes={"responseIdentifier": "RESPONSE", **attributes})


def _set(parent, identifier, value, base):
    outcome = _add(parent, "setOutcomeValue", attributes={"identifier": identifier})
    _add(outcome, "baseValue", value, {"baseType": base})


def _when_correct(processing):
    there = _add(_add(processing, "responseCondition"), "responseIf")
    match = _add(there, "match")
    _add(match, "variable", attributes={"identifier": "RESPONSE"})
    _add(match, "correct", attributes={"identifier": "RESPONSE"})
    _set(there, "SCORE", "1", "float")


def _by_mapping(processing):
    outcome = _add(processing, "setOutcomeValue", attributes={"identifier": "SCORE"})
    _add(outcome, "mapResponse", attributes={"identifier": "RESPONSE"})


def _end(root, processing, question, course, feedback=(), items=()):
    """Show the explanation whatever was given, and add every feedback: [(identifier, HTML), …]."""
    _set(processing, "UITLEG", "uitleg", "identifier")
    told = [("FEEDBACK", *each) for each in feedback]
    for outcome, identifier, text in [*told, ("UITLEG", "uitleg", explanation(question, course, *items))]:
        node = _add(
            root,
            "modalFeedback",
            attributes={"outcomeIdentifier": outcome, "identifier": identifier, "showHide": "show"},
        )
        _put_html(node, text)


def _choice(root, question, course, losses):
    single = question.type == "single"
    right = [_name(option.id) for option in question.options if option.correct]
    # A right one more than wrong ones is more than nothing: where our rule says "deels goed".
    points = {_name(option.id): "1" if option.correct else "-1" for option in question.options}
    cardinality = "single" if single else "multiple"
    _declare(root, cardinality, "identifier", right, None if single else points, cardinality)
    choices = _interaction(
        _body(root, question, course),
        "choiceInteraction",
        shuffle="true",
        maxChoices="1" if single else "0",
    )
    for option in shuffled(question.options, question.id):
        node = _add(choices, "simpleChoice", attributes={"identifier": _name(option.id)})
        _put_html(node, inline(option.text, course))
    processing = _add(root, "responseProcessing")
    if single:
        _when_correct(processing)
    else:
        losses.add("deels-goed", question.id)
        _by_mapping(processing)
    told = _add(processing, "setOutcomeValue", attributes={"identifier": "FEEDBACK"})
    _add(told, "variable", attributes={"identifier": "RESPONSE"})
    feedback = [(_name(option.id), html(option.feedback, course)) for option in question.options]
    _end(root, processing, question, course, feedback)


def _order(root, question, course, losses):
    _declare(root, "ordered", "identifier", [_name(item.id) for item in question.items])
    choices = _interaction(_body(root, question, course), "orderInteraction", shuffle="true")
    for item in shuffled(question.items, question.id):
        node = _add(choices, "simpleChoice", attributes={"identifier": _name(item.id)})
        _put_html(node, inline(item.text, course))
    processing = _add(root, "responseProcessing")
    _when_correct(processing)
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    _end(root, processing, question, course, items=items_explained(question, course))


def _sort(root, question, course, losses):
    # An item and a category may have the same id.
    place = {category.id: f"V-{category.id}" for category in question.categories}
    pairs = [f"{_name(item.id)} {place[item.category]}" for item in question.items]
    _declare(root, "multiple", "directedPair", pairs, dict.fromkeys(pairs, "1"))
    total = str(len(question.items))
    match = _interaction(
        _body(root, question, course), "matchInteraction", shuffle="true", maxAssociations=total
    )
    for parts, name, most in (
        (shuffled(question.items, question.id), _name, "1"),
        (question.categories, place.get, total),
    ):
        side = _add(match, "simpleMatchSet")
        for part in parts:
            node = _add(
                side,
                "simpleAssociableChoice",
                attributes={"identifier": name(part.id), "matchMax": most},
            )
            _put_html(node, inline(part.text, course))
    processing = _add(root, "responseProcessing")
    _by_mapping(processing)
    losses.add("deels-goed", question.id)
    losses.add("uitleg-per-onderdeel", question.id)
    _end(root, processing, question, course, items=items_explained(question, course))


def _compare(parent, tag, value):
    node = _add(parent, tag)
    _add(node, "variable", attributes={"identifier": "RESPONSE"})
    _add(node, "baseValue", number(value), {"baseType": "float"})


def _number(root, question, course, losses):
    guess, (low, high) = question.guess, bounds(question, course)
    _declare(root, "single", "float", [number((low + high) / 2)])
    paragraph = _add(_body(root, question, course), "p")
    _interaction(paragraph, "textEntryInteraction", expectedLength="12")
    processing = _add(root, "responseProcessing")
    empty = _add(processing, "responseCondition")
    there = _add(empty, "responseIf")
    _add(_add(there, "isNull"), "variable", attributes={"identifier": "RESPONSE"})
    _set(there, "SCORE", "0", "float")
    for tag, value, identifier in (("lt", low, "laag"), ("gt", high, "hoog")):
        side = _add(empty, "responseElseIf")
        _compare(side, tag, value)
        _set(side, "FEEDBACK", identifier, "identifier")
    rest = _add(empty, "responseElse")
    _set(rest, "SCORE", "1", "float")
    _set(rest, "FEEDBACK", "goed", "identifier")
    losses.add("lijn", question.id)
    losses.add("deels-goed", question.id)
    feedback = [
        (name, html(text, course))
        for name, text in (("laag", guess.low), ("goed", guess.right), ("hoog", guess.high))
    ]
    _end(root, processing, question, course, feedback)


def _reflect(root, question, course, losses):
    _declare(root, "single", "string")
    _interaction(_body(root, question, course), "extendedTextInteraction", expectedLines="6")
    _end(root, _add(root, "responseProcessing"), question, course)


_WRITERS = {
    "single": _choice,
    "multiple": _choice,
    "order": _order,
    "sort": _sort,
    "number": _number,
    "reflect": _reflect,
}


def _test(quiz, items, course):
    """Return the assessmentTest: what comes before, and the items in their order."""
    root = ET.Element(
        "assessmentTest", {**_space(QTI), "identifier": _name(quiz.id), "title": printable(quiz.title)}
    )
    part = _add(
        root,
        "testPart",
        attributes={
            "identifier": "deel",
            "navigationMode": "nonlinear",
            "submissionMode": "individual",
        },
    )
    # Trying again is allowed, and feedback is what it is for.
    _add(
        part,
        "itemSessionControl",
        attributes={"maxAttempts": "0", "showFeedback": "true", "allowSkipping": "true"},
    )
    section = _add(
        part,
        "assessmentSection",
        attributes={"identifier": "vragen", "title": printable(quiz.title), "visible": "true"},
    )
    _put_html(_add(section, "rubricBlock", attributes={"view": "candidate"}), beginning(quiz, course))
    for name, item in items.items():
        _add(section, "assessmentItemRef", attributes={"identifier": item.get("identifier"), "href": name})
    return root


def _manifest(quiz, items):
    root = ET.Element("manifest", {**_space(PACKAGE), "identifier": _name(f"pakket--{quiz.id}")})
    metadata = _add(root, "metadata")
    _add(metadata, "schema", "QTIv2.1 Package")
    _add(metadata, "schemaversion", "1.0.0")
    _add(root, "organizations")
    resources = _add(root, "resources")
    test = _resource(resources, _name(quiz.id), "imsqti_test_xmlv2p1", "toets.xml")
    for name, item in items.items():
        _resource(resources, item.get("identifier"), "imsqti_item_xmlv2p1", name)
        _add(test, "dependency", attributes={"identifierref": item.get("identifier")})
    return root


def _resource(resources, identifier, type_, name):
    resource = _add(resources, "resource", attributes={"identifier": identifier, "type": type_, "href": name})
    _add(resource, "file", attributes={"href": name})
    return resource
