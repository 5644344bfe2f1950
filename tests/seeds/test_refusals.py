"""A wrong seed is refused with file, line, path and rule, and nothing of it is loaded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_connectcases import MockConnectCases, MockError, SeedError, mock_connectcases
from mock_connectcases.seeds import yaml_text
from mock_connectcases.seeds.text import line_in_json, parse_json
from mock_connectcases.seeds.yaml_text import parse_yaml
from tests.seeds.conftest import EXAMPLE, domain
from tests.state.conftest import EVERYTHING
from tests.state.reading import read_everything
from tests.strategies import examples

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.newest_model

DESK = """\
domains:
  desk:
    fields:
      Priority: {options: [low, high]}
      Score: Number
    templates:
      Complaint: {requiredFields: [Priority]}
    cases:
      - template: Complaint
        fields:
          title: First
          Priority: low
"""

CHANGES = [
    ("cases:", "casse:", 8, "domains.desk.casse", "did you mean 'cases'?"),
    ("Score: Number", "Score: Numbr", 5, "domains.desk.fields.Score", "enum value set: [Text"),
    ("Score: Number", "Score: {typ: Text}", 5, "domains.desk.fields.Score.typ", "mean 'type'?"),
    ("[low, high]", "[low, yes]", 4, "domains.desk.fields.Priority.options[1]", "put it in quotes"),
    ("[Priority]", "[Priorty]", 7, "requiredFields[0]", "did you mean 'Priority'?"),
    ("template: Complaint", "template: Compliant", 9, "template", "did you mean 'Complaint'?"),
    ("          Priority: low\n", "", 9, "domains.desk.cases[0]", "(Priority)]"),
    ("Priority: low", "Priority: lwo", 12, "fields.Priority", "option of the field: [high, low]"),
    ("Priority: low", "Prioriti: low", 12, "fields.Prioriti", "did you mean 'Priority'?"),
    ("title: First", "title: ''", 11, "fields.title", "must not be an empty string"),
    ("title: First", "title: 1", 11, "fields.title", "is a JSON number, expected a string"),
    ("title: First", "Score: high", 11, "fields.Score", "expected a double"),
    ("title: First", "created_datetime: null", 11, "created_datetime", "it cannot be blank"),
    ("title: First", "status: {emptyValue: {}}", 11, "fields.status", "it cannot be blank"),
    ("title: First", "created_datetime: {emptyValue: {}}", 11, "created_datetime", "be blank"),
    ("title: First", "last_updated_datetime: {emptyValue: {}}", 11, "last_updated", "be blank"),
    ("title: First", "case_id: x", 11, "fields.case_id", "is derived from the rest of the case"),
    ("title: First", "created_datetime: soon", 11, "created_datetime", "ISO 8601 time"),
    ("- template", "- id: a/b\n        template", 9, "cases[0].id", "must be without a slash"),
    ("- template", "- tags: {aws:x: y}\n        template", 9, "cases[0].tags", "reserved"),
    ("- template", "- 1\n      - template", 9, "cases[0]", "must be an object"),
    ("domains:", "version: 2\ndomains:", 1, "version", "is 2, and this release of mock"),
    ("domains:", "account: '12'\ndomains:", 1, "account", "twelve digits"),
    ("domains:", "region: mars\ndomains:", 1, "region", "not offered in 'mars'"),
    ("domains:", "time: noon\ndomains:", 1, "time", "must be a time such as"),
    ("domains:", "checks: none\ndomains:", 1, "checks", "creation or consistency"),
    ("desk:", "desk: {id: 5}\n  other:", 2, "domains.desk.id", "expected a string"),
    ("  desk:", "- name: [x]", 2, "domains[0]", "a domain in a list needs a name"),
    ("Score: Number", "title: Number", 5, "fields.title", "'title' is a system field"),
    ("Score: Number", "Score: {id: title}", 5, "fields.Score.id", "is there already"),
    ("Score: Number", "Status2: {name: S}", 5, "fields.Status2.name", "must be 'Status2'"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "rule"), CHANGES, ids=[f"{b}"[:30] for _, b, *_ in CHANGES]
)
def test_file_line_path_and_rule_are_named(
    mock: MockConnectCases, tmp_path: Path, old: str, new: str, line: int, path: str, rule: str
) -> None:
    file = tmp_path / "seed.yaml"
    text = DESK.replace(old, new, 1)
    if new.startswith("- name"):
        text = text.replace("domains:\n", "domains:\n", 1).split("\n    fields")[0] + "\n"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SeedError) as caught:
        mock.load(file)

    message = str(caught.value)
    assert message.startswith(f"{file}:{line}: "), message
    assert path in message
    assert rule in message
    assert mock.dump()["domains"] in ([], {})


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "rule"), CHANGES, ids=[f"{b}"[:30] for _, b, *_ in CHANGES]
)
def test_json_and_dictionaries_get_the_same_message(
    mock: MockConnectCases, tmp_path: Path, old: str, new: str, line: int, path: str, rule: str
) -> None:
    text = DESK.replace(old, new, 1)
    if new.startswith("- name"):
        text = text.split("\n    fields")[0] + "\n"
    document = parse_yaml(text)
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")

    for source, where in ((file, f"{file}:"), (document, "the seed: ")):
        with pytest.raises(SeedError) as caught:
            mock.load(source)

        message = str(caught.value)
        assert message.startswith(where), message
        assert path in message
        assert rule in message
        if source is file:
            shown = file.read_text().splitlines()[(caught.value.line or 0) - 1]
            last = caught.value.path[-1] if caught.value.path else ""
            assert isinstance(last, int) or f'"{last}"' in shown or last == ""


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("domains: [", 2, "this is not YAML"),
        ("a: 1\na: 2", 2, "the name 'a' is there twice"),
        ("a: &a {b: *a}", 1, "an alias is inside of the value that it refers to"),
        ("x: !!python/object/apply:os.system [true]", 1, "has no meaning here"),
        ("? [a]\n: 1", 1, "must be a string"),
        ("1: a", 1, "the name 1 must be a string"),
        ("- " * 200 + "a", 1, "nested too deep"),
        ("--- a\n--- b", 2, "this is not YAML"),
    ],
)
def test_yaml_that_is_broken_is_refused_with_its_line(
    mock: MockConnectCases, tmp_path: Path, text: str, line: int, rule: str
) -> None:
    file = tmp_path / "seed.yml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SeedError) as caught:
        mock.load(file)

    assert (caught.value.line, caught.value.source) == (line, str(file))
    assert rule in caught.value.rule


def test_aliases_cannot_make_a_seed_grow_without_bounds(
    mock: MockConnectCases, tmp_path: Path
) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 12)
    ]
    file = tmp_path / "seed.yaml"
    file.write_text("\n".join(levels), encoding="utf-8")

    with pytest.raises(SeedError, match="times larger than it is written"):
        mock.load(file)


def test_anchors_and_merges_are_fine(mock: MockConnectCases, tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(
        DESK + "      - &again\n        template: Complaint\n"
        "        fields: &fields {title: Second, Priority: high}\n"
        "      - <<: *again\n        fields: {<<: *fields, title: Third}\n",
        encoding="utf-8",
    )

    mock.load(file)

    assert len(mock.dump()["domains"]["desk"]["cases"]) == 3


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ('{"version": 1,\n"domains": {}', 2, "this is not JSON"),
        ('{"domains": {},\n"domains": {}}', 2, "two members 'domains'"),
        ('{"time": NaN}', None, "NaN is not JSON"),
        ('{"time": "\\ud800"}', None, "half of a surrogate pair"),
        ("[" * 100_000, None, "nested too deep"),
        ("[]", 1, "must be an object with named members"),
    ],
)
def test_json_that_is_broken_is_refused(
    mock: MockConnectCases, tmp_path: Path, text: str, line: int | None, rule: str
) -> None:
    file = tmp_path / "seed.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SeedError) as caught:
        mock.load(file)

    assert caught.value.line == line
    assert rule in caught.value.rule


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("seed.toml", b"", "ends in .json, .yaml or .yml"),
        ("nowhere.json", None, "cannot be read: No such file"),
        ("seed.json", b"\xff\xfe", "not UTF-8"),
    ],
)
def test_file_that_cannot_be_used_is_refused(
    mock: MockConnectCases, tmp_path: Path, name: str, content: bytes | None, rule: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(SeedError, match=rule) as caught:
        mock.load(tmp_path / name)

    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, MockError)


def test_what_is_no_source_is_a_type_error(mock: MockConnectCases) -> None:
    with pytest.raises(TypeError, match="path of a file or a dictionary, not list"):
        mock.load([])  # type: ignore[arg-type]


def test_value_without_a_form_is_refused(mock: MockConnectCases) -> None:
    with pytest.raises(SeedError, match=r"the seed: domains.desk.tags.k: a value of type object"):
        mock.load(domain(tags={"k": object()}))


def test_dictionary_inside_itself_is_refused(mock: MockConnectCases) -> None:
    inside: dict[str, Any] = {}
    inside["again"] = inside

    with pytest.raises(SeedError, match="nested too deep"):
        mock.load(inside)


def test_yaml_without_pyyaml_says_what_to_install(
    mock: MockConnectCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "yaml", None)

    with pytest.raises(SeedError, match=r"pip install 'mock-connectcases\[yaml\]'"):
        mock.load(EXAMPLE)


def test_name_of_two_deleted_resources_is_ambiguous(mock: MockConnectCases) -> None:
    deleted = {"name": "Old", "type": "Text", "deleted": True}
    seed = domain(
        fields=[deleted, {**deleted, "id": "second"}], layouts={"L": {"topPanel": ["Old"]}}
    )

    with pytest.raises(SeedError, match="2 fields have the name 'Old': use one of their ids"):
        mock.load(seed)


def test_name_of_a_live_resource_is_not_that_of_a_deleted_one(mock: MockConnectCases) -> None:
    fields = [{"name": "A", "deleted": True}, {"name": "A", "id": "live"}]

    mock.load(domain(fields=fields, layouts={"L": ["A"]}))

    assert mock.dump()["domains"]["desk"]["layouts"]["L"]["topPanel"] == ["live"]


def test_what_could_not_be_created_is_taken_if_it_could_have_come_about(
    mock: MockConnectCases,
) -> None:
    cases = [{"template": "T", "fields": {"title": "A"}}]
    seed = domain(fields={"F": "Text"}, templates={"T": {"requiredFields": ["F"]}}, cases=cases)

    with pytest.raises(SeedError, match="Required fields have no value"):
        mock.load(seed)
    mock.load({**seed, "checks": "consistency"})

    assert len(mock.dump()["domains"]["desk"]["cases"]) == 1


def test_inconsistent_history_is_refused_with_its_case(mock: MockConnectCases) -> None:
    changes = [["title", None, True]]
    event = ["Case.Created", "2026-01-01T00:00:00+00:00", ["arn", None], changes, None, None]
    cases: list[Any] = [{"template": "T", "fields": {"title": str(number)}} for number in range(3)]
    cases[1]["history"] = [event]

    with pytest.raises(SeedError, match=r"cases\[1\]: history.0: have a value that field 'title'"):
        mock.load(domain(templates={"T": None}, cases=cases))


def test_order_twice_is_refused(mock: MockConnectCases) -> None:
    cases = [{"template": "T", "fields": {"title": "A"}, "order": [1, 2]}] * 2

    with pytest.raises(SeedError, match="give a number twice"):
        mock.load(domain(templates={"T": None}, cases=cases))


@pytest.mark.parametrize("order", [[0, 1], [1, 2**70], [2**70, 1], [1], [1, 2, 3]])
def test_order_that_is_none_is_refused(mock: MockConnectCases, order: list[int]) -> None:
    cases = [{"template": "T", "fields": {"title": "A"}, "order": order}]

    with pytest.raises(SeedError, match=r"cases\[0\].order: must be two numbers from 1 to"):
        mock.load(domain(templates={"T": None}, cases=cases))


def test_order_of_an_item_beyond_every_number_is_refused(mock: MockConnectCases) -> None:
    items = [{"comment": "A", "order": 2**70}]
    cases = [{"template": "T", "fields": {"title": "A"}, "relatedItems": items}]

    with pytest.raises(SeedError, match="have a number beyond"):
        mock.load(domain(templates={"T": None}, cases=cases))


def test_order_of_an_item_that_is_none_is_refused(mock: MockConnectCases) -> None:
    items = [{"comment": "A", "order": 0}]
    cases = [{"template": "T", "fields": {"title": "A"}, "relatedItems": items}]

    with pytest.raises(SeedError, match=r"relatedItems\[0\].order: must be greater than 0"):
        mock.load(domain(templates={"T": None}, cases=cases))


@pytest.mark.parametrize("order", [[1, 2**70], [2**70, 10], [0, 10], [1], [1, -1]])
def test_order_of_a_domain_that_is_none_is_refused(
    mock: MockConnectCases, order: list[int]
) -> None:
    with pytest.raises(SeedError, match="order: must be the domain's number and the last"):
        mock.load(domain(order=order))


def test_contact_that_is_on_the_case_twice_is_refused(mock: MockConnectCases) -> None:
    contact = {"contact": "arn:aws:connect:us-east-1:123456789012:instance/i/contact/c"}
    case = {"template": "T", "fields": {"title": "A"}, "relatedItems": [contact, contact]}

    with pytest.raises(SeedError, match=r"relatedItems\[1\].*the contact is on the case already"):
        mock.load({"domains": {"d": {"templates": {"T": {}}, "cases": [case]}}})


def test_sla_that_ends_after_all_time_is_refused(mock: MockConnectCases) -> None:
    fields = {"title": "A", "created_datetime": "9999-12-31T00:00:00Z"}
    items = [{"sla": {"targetSlaMinutes": 129_600}}]
    cases = [{"template": "T", "fields": fields, "relatedItems": items}]

    for checks in ("creation", "consistency"):
        seed = domain(templates={"T": None}, cases=cases)
        with pytest.raises(SeedError, match=r"'targetSlaMinutes' of 129600 from 9999-12-31"):
            mock.load({**seed, "checks": checks})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["domains", "fields", "cases", "name", "id", "templates"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(100))
@given(document=JSON, where=st.sampled_from(["", "domains", "desk", "cases", "fields", "case"]))
def test_no_document_fails_in_another_way(
    mock: MockConnectCases, document: Any, where: str
) -> None:
    seeds: dict[str, Any] = {
        "": document if isinstance(document, dict) else {"domains": document},
        "domains": {"domains": document},
        "desk": {"domains": {"desk": document}},
        "cases": domain(templates={"T": None}, cases=document),
        "fields": domain(fields=document, layouts=document, templates=document),
        "case": domain(templates={"T": None}, cases=[{"template": "T", "fields": document}]),
    }
    mock.reset()

    try:
        mock.load(seeds[where])
    except SeedError as error:
        assert str(error)  # noqa: PT017 - most are refused, and any other error fails
        assert mock.dump()["domains"] == {}


@given(document=JSON, data=st.data())
def test_line_of_any_place_in_json_is_found(document: Any, data: st.DataObject) -> None:
    text = json.dumps(document, indent=1)
    path: list[Any] = []
    inner = document
    while isinstance(inner, dict | list) and inner and data.draw(st.booleans()):
        step = data.draw(
            st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner)))
        )
        path.append(step)
        inner = inner[step]

    line = line_in_json(text, path)

    assert parse_json(text) == document
    shown = text.splitlines()[line - 1].strip()
    if path and isinstance(path[-1], str):
        assert shown.startswith(json.dumps(path[-1]))
    elif not isinstance(inner, dict | list):
        assert shown.rstrip(",").endswith(json.dumps(inner))


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all values in a document but the document itself."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(document, dict):
        inner = list(document.items())
    elif isinstance(document, list):
        inner = list(enumerate(document))
    paths = []
    for step, each in inner:
        paths += [(*path, step), *places(each, (*path, step))]
    return paths


def dumped() -> dict[str, Any]:
    """Return a dump of one of everything."""
    with mock_connectcases() as mock:
        mock.reset()
        mock.load(EVERYTHING)
        return mock.dump()


@pytest.mark.parametrize("whole", [lambda: parse_yaml(EXAMPLE.read_text()), dumped])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30))
@given(data=st.data())
def test_seed_with_anything_in_any_place_is_loaded_or_refused(
    mock: MockConnectCases, whole: Any, data: st.DataObject
) -> None:
    seed = whole()
    path = data.draw(st.sampled_from(places(seed)))
    inner = seed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = data.draw(JSON | st.floats() | st.sampled_from(["title", "status", "now"]))
    mock.reset()

    try:
        mock.load(seed)
    except SeedError as error:
        assert str(error)  # noqa: PT017 - most are refused, and any other error fails
        assert mock.dump()["domains"] == {}
    else:
        for region in ("us-east-1", "eu-west-2"):
            read_everything(region)


@pytest.mark.parametrize("field_id", ["status", "created_datetime", "last_updated_datetime"])
@pytest.mark.parametrize("blank", [None, {"emptyValue": {}}])
def test_dumped_case_cannot_lack_what_every_case_has(
    mock: MockConnectCases, field_id: str, blank: Any
) -> None:
    case = {"template": "T", "fields": {"title": "A", field_id: blank}}
    seed = domain(templates={"T": None}, cases=[case])

    with pytest.raises(SeedError, match=rf"fields.{field_id}: every case has .* cannot be blank"):
        mock.load({**seed, "checks": "consistency"})
    assert mock.dump()["domains"] == {}


@pytest.mark.parametrize("value", [None, "bad"])
def test_custom_item_has_no_field_of_the_service(mock: MockConnectCases, value: Any) -> None:
    items = [{"custom": {"created_datetime": value}}]
    case = {"template": "T", "fields": {"title": "A"}, "relatedItems": items}

    with pytest.raises(SeedError, match="cannot be used in a custom related item"):
        mock.load(domain(templates={"T": None}, cases=[case]))


@pytest.mark.parametrize("checks", ["creation", "consistency"])
@pytest.mark.parametrize(
    "values",
    [
        {"Note": "a", "note": "b"},
        {"created_datetime": "2026-01-01T00:00:00Z", "Date/Time Opened": "2026-01-02T00:00:00Z"},
    ],
)
def test_field_given_by_its_id_and_by_its_name_is_refused(
    mock: MockConnectCases, checks: str, values: dict[str, str]
) -> None:
    fields = {"Note": {"id": "note"}}
    case = {"template": "T", "fields": {"title": "A", **values}}
    seed = domain(fields=fields, templates={"T": None}, cases=[case])

    with pytest.raises(SeedError, match=r"cases\[0\].fields: .*(more than once|by its name)"):
        mock.load({**seed, "checks": checks})


def test_layout_has_no_description(mock: MockConnectCases) -> None:
    with pytest.raises(SeedError, match="a layout has no member 'description'"):
        mock.load(domain(layouts={"Agents": {"description": "For agents"}}))


@pytest.mark.parametrize(
    "place", ["cases", "relatedItems"], ids=["a case without template", "an item without content"]
)
def test_empty_parts_are_refused_before_any_of_them_is_built(
    mock: MockConnectCases, place: str
) -> None:
    case: dict[str, Any] = {"template": "T", "fields": {"title": "A"}}
    # The first one breaks a rule of the service, which is judged when it is built.
    unknown = {"template": "nowhere", "fields": {"title": "A"}}
    cases: list[dict[str, Any]] = [unknown, {}]
    if place == "relatedItems":
        cases = [{**case, "relatedItems": [{"file": "no ARN"}, {}]}]

    with pytest.raises(SeedError) as caught:
        mock.load(domain(templates={"T": None}, cases=cases))

    assert "[1]" in str(caught.value)
    assert not mock.dump()["domains"]


def test_field_that_is_no_choice_has_no_options_not_even_none(mock: MockConnectCases) -> None:
    with pytest.raises(SeedError, match="only fields of type SingleSelect have options"):
        mock.load(domain(fields={"Note": {"type": "Text", "options": []}}))

    assert not mock.dump()["domains"]
