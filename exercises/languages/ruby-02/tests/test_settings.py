"""Settings in a language of their own: a small DSL, evaluated and read."""

import textwrap
import types
from functools import partial

import pytest

METHODS = (types.FunctionType, types.MethodType)


class Loaded:
    """Settings that a text was loaded into, read by their paths: `database.pool.size`."""

    def __init__(self, solution, text):
        self.text = textwrap.dedent(text).strip()
        self.settings = solution.Settings.load(self.text)

    def read(self, path):
        """The value of a setting, or a section."""
        found = self.settings
        for name in path.split("."):
            found = getattr(found, name)
            if isinstance(found, METHODS):  # a method that was defined for the setting
                found = found()
        return found

    def expect(self, path, expected, rule):
        """Read one setting and compare, types and all."""
        gave = self.read(path)
        if not same(gave, expected):
            self.fail(f"settings.{path}", shown(gave), shown(expected), rule)

    def expect_hash(self, expected, rule):
        """Take all settings as a hash and compare."""
        gave = self.settings.to_h()
        if not same(gave, expected):
            self.fail("settings.to_h", shown(gave), shown(expected), rule)

    def fail(self, call, gave, expected, rule):
        fail(self.text, call, gave, expected, rule)


def fail(text, call, gave, expected, rule):
    lines = textwrap.indent(text, "    ")
    pytest.fail(f"Rule: {rule}\nthe text\n{lines}\n{call}\n  gave      {gave}\n  expected  {expected}", pytrace=False)


def same(answer, expected):
    """Equal and of the same type: neither True nor an object that agrees with everything stands for 1."""
    if type(answer) is not type(expected):
        return False
    if type(expected) is list:
        return len(answer) == len(expected) and all(map(same, answer, expected))
    if type(expected) is dict:
        return answer.keys() == expected.keys() and all(same(answer[key], expected[key]) for key in expected)
    return bool(answer == expected)


def shown(value):
    """A value as Ruby writes it; an object of the solution's by its class."""
    if type(value) is dict:
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    if type(value) is list:
        return f"[{', '.join(map(shown, value))}]"
    if value is None or type(value) is bool:
        return {None: "nil", True: "true", False: "false"}[value]
    if type(value) is str:
        return '"' + value.replace('"', '\\"') + '"'
    return repr(value) if type(value) in (int, float) else f"a {type(value).__name__}"


def expect_unknown(name, text, call, ask, rule):
    """Do something that has to raise a NameError or a NoMethodError with a name in its message."""
    try:
        gave = shown(ask())
    except (NameError, AttributeError) as error:
        if name in str(error):
            return
        gave = f"{type(error).__name__}: {error}"
    except pytest.fail.Exception:
        raise
    except Exception as error:  # noqa: BLE001  whatever else was raised is shown with the rule
        gave = f"{type(error).__name__}: {error}"
    fail(text, call, gave, f"a NameError or NoMethodError that names {name}", rule)


@pytest.mark.example
def test_single_settings(solution):
    """Reads settings with one value"""
    text = """
        host "shop.example"
        port 8080
        ratio 0.75
    """
    loaded = Loaded(solution, text)
    rule = "a name with a value is a setting."
    loaded.expect("port", 8080, rule)
    loaded.expect("host", "shop.example", rule)
    loaded.expect("ratio", 0.75, rule)


def test_a_setting_is_set_twice(solution):
    """Of a setting that is set twice, the last value counts"""
    text = """
        port 8080
        host "shop.example"
        port 9090
    """
    loaded = Loaded(solution, text)
    loaded.expect("port", 9090, "set twice, the last one counts.")
    loaded.expect("host", "shop.example", "a name with a value is a setting.")


def test_several_values_make_a_list(solution):
    """Several values make a list"""
    text = """
        admins "ann", "bob"
        ports 80, 443, 8080
        paths ["/srv"]
    """
    loaded = Loaded(solution, text)
    loaded.expect("admins", ["ann", "bob"], "with several values it is a list of them.")
    loaded.expect("ports", [80, 443, 8080], "with several values it is a list of them.")
    loaded.expect("paths", ["/srv"], "a value can be any Ruby value; this one is a list itself.")


def test_sections(solution):
    """Reads the settings of sections, and of sections inside them"""
    text = """
        name "shop"
        database do
          name "orders"
          pool do
            size 5
          end
        end
        mail { sender "shop@shop.example" }
    """
    loaded = Loaded(solution, text)
    rule = "a name with a block is a section: settings of its own, and sections again."
    loaded.expect("database.name", "orders", rule)
    loaded.expect("database.pool.size", 5, rule)
    loaded.expect("mail.sender", "shop@shop.example", rule)
    loaded.expect("name", "shop", "a section has settings of its own.")


def test_a_section_opened_again_is_added_to(solution):
    """A section that is opened again is added to"""
    text = """
        database do
          name "orders"
          size 5
        end
        port 8080
        database do
          size 9
          user "shop"
        end
    """
    loaded = Loaded(solution, text)
    expected = {"database": {"name": "orders", "size": 9, "user": "shop"}, "port": 8080}
    loaded.expect_hash(expected, "a section that is opened a second time is added to.")


@pytest.mark.hint("How does your code tell a setting that is false from one that is not there?")
def test_values_that_count_as_false(solution):
    """A value can be false or nil"""
    text = """
        debug false
        proxy nil
        cache debug
    """
    loaded = Loaded(solution, text)
    for name, value in (("debug", False), ("proxy", None), ("cache", False)):
        loaded.expect(name, value, "a value can be any Ruby value, also false and nil.")


def test_a_setting_can_use_an_earlier_one(solution):
    """A setting can use an earlier one, and compute"""
    text = """
        host "shop.example"
        port 8000 + 80
        address "#{host}, port #{port}"
        limits do
          seconds 2 * 60
          most seconds * 10
        end
    """
    loaded = Loaded(solution, text)
    rule = "a name alone gives the value that was set earlier in the same section."
    loaded.expect("address", "shop.example, port 8080", rule)
    loaded.expect("limits.most", 1_200, rule)


@pytest.mark.hint("Which class of Ruby has almost no methods?")
def test_names_that_ruby_has_for_itself(solution):
    """A setting can have a name that Ruby uses itself"""
    text = """
        format "json"
        test true
        open 9
        report do
          select "name", "total"
          system "linux"
          warn 80
        end
    """
    loaded = Loaded(solution, text)
    rule = "every name can be a setting, also those that Ruby has for itself."
    expected = {
        "format": "json",
        "test": True,
        "open": 9,
        "report": {"select": ["name", "total"], "system": "linux", "warn": 80},
    }
    loaded.expect_hash(expected, rule)
    loaded.expect("format", "json", rule)
    loaded.expect("report.system", "linux", rule)


def test_an_unknown_setting_is_an_error(solution):
    """Reading a setting that was never set is an error"""
    text = """
        port 8080
        database { name "orders" }
    """
    loaded = Loaded(solution, text)
    rule = "a name that was never set is a typing error: reading it raises an error that names it."
    for path in ("prot", "database.port"):
        name = path.rpartition(".")[2]
        expect_unknown(name, loaded.text, f"settings.{path}", partial(loaded.read, path), rule)
    loaded.expect("port", 8080, "a name with a value is a setting.")


def test_a_typing_error_in_the_text_is_an_error(solution):
    """Using a setting in the text that was never set is an error"""
    rule = "a name that was never set is a typing error, inside the text as well."
    for text, name in (
        ('host "shop.example"\nurl "https://#{hots}"', "hots"),
        ("port 8080\nadmin do\n  listen 2 * port\nend", "port"),
    ):
        expect_unknown(name, text, "Settings.load(text)", partial(solution.Settings.load, text), rule)
    right = "admin do\n  port 8080\n  listen 2 * port\nend"
    Loaded(solution, right).expect("admin.listen", 16_160, "a name alone gives the value of the same section.")


@pytest.mark.hint("Who defines method_missing should define another method beside it.")
def test_it_says_what_it_responds_to(solution):
    """Says which settings there are, by respond_to?"""
    text = """
        port 8080
        debug false
        database { name "orders" }
    """
    loaded = Loaded(solution, text)
    rule = "respond_to? says whether there is a setting of that name."
    for name, expected in (("port", True), ("debug", True), ("prot", False)):
        gave = loaded.settings.respond_to(name)
        if gave is not expected:
            loaded.fail(f"settings.respond_to?(:{name})", shown(gave), shown(expected), rule)
    gave = loaded.read("database").respond_to("name")
    if gave is not True:
        loaded.fail("settings.database.respond_to?(:name)", shown(gave), "true", rule)


def test_all_settings_as_a_hash(solution):
    """Gives all settings as a hash, sections as hashes in it"""
    text = """
        port 8080
        headers({ "x-shop" => "1" })
        database do
          name "orders"
          pool { size 5 }
        end
        empty {}
    """
    loaded = Loaded(solution, text)
    expected = {
        "port": 8080,
        "headers": {"x-shop": "1"},
        "database": {"name": "orders", "pool": {"size": 5}},
        "empty": {},
    }
    loaded.expect_hash(expected, "to_h gives all settings as a hash with symbols, sections as hashes in it.")


def test_loaded_settings_cannot_be_changed(solution):
    """What has been loaded cannot be changed"""
    text = """
        port 8080
        database { name "orders" }
    """
    loaded = Loaded(solution, text)
    rule = "what has been loaded cannot be changed."
    for section, name, value in ((loaded.settings, "port", 9090), (loaded.read("database"), "name", "mine")):
        before = section.to_h()
        raised = False
        try:
            section.public_send(name, value)
        except Exception:  # noqa: BLE001  any error will do
            raised = True
        after = section.to_h()
        if not same(before, after):
            loaded.fail(f"{name} {shown(value)}, then to_h", shown(after), shown(before), rule)
        if not raised:
            loaded.fail(f"{name} {shown(value)}", "no error", "an error", rule)
    loaded.expect("port", 8080, rule)


def test_two_settings_share_nothing(solution):
    """Two settings objects share nothing"""
    one = Loaded(solution, 'port 8080\ndatabase { name "orders" }')
    other = Loaded(solution, 'host "shop.example"\ndatabase { size 5 }')
    rule = "two settings objects share nothing."
    one.expect_hash({"port": 8080, "database": {"name": "orders"}}, rule)
    other.expect_hash({"host": "shop.example", "database": {"size": 5}}, rule)


@pytest.mark.points(2)
def test_random_settings(solution, rng):
    """Reads 40 random texts"""
    for _ in range(40):
        lines, expected = random_section(rng, 0)
        Loaded(solution, "\n".join(lines)).expect_hash(expected, "all of the prompt; this is a random text.")


VALUES = (("1", 1), ('"x"', "x"), ("false", False), ("nil", None), ("2 * 3", 6), ('"a", "b"', ["a", "b"]), ("[1]", [1]))


def random_section(rng, depth):
    """The lines of a section, and what they come to."""
    lines, expected = [], {}
    for _ in range(rng.randint(1, 5)):
        if depth < 2 and rng.random() < 0.4:
            name = rng.choice(["pool", "mail"])
            inner, values = random_section(rng, depth + 1)
            lines += [f"{name} do", *(f"  {line}" for line in inner), "end"]
            merge(expected.setdefault(name, {}), values)
        else:
            name, (written, value) = rng.choice(["port", "host", "size", "format"]), rng.choice(VALUES)
            lines.append(f"{name} {written}")
            expected[name] = value
    return lines, expected


def merge(into, values):
    """What a section has after it was opened again."""
    for name, value in values.items():
        if type(value) is dict and type(into.get(name)) is dict:
            merge(into[name], value)
        else:
            into[name] = value
