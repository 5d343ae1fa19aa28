"""The chat page in a real browser (Debian's chromium), against a real server and somebody who answers."""

import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait
from werkzeug.serving import WSGIRequestHandler, make_server

from qiwen.channels.http import Route
from qiwen.channels.page import PageChannel
from qiwen.model.inbound import Inbound, Kind
from qiwen.web.app import create_app

from .doubles import NOON, FakeAnswers

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--accept-lang=zh-CN",
    # A machine without a mouse would pass for a phone.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)
PATIENCE_S = 10


class Quiet(WSGIRequestHandler):
    """Serves without a line per request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One headless Chromium for the module; a missing one is an error in CI, elsewhere a skip that says what to do."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("no browser: apt-get install chromium chromium-driver fonts-noto-cjk fonts-noto-color-emoji")
    driver = _driver(str(chromium), str(chromedriver), tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


def _driver(chromium: str, chromedriver: str, profile: Path) -> Chrome:
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return Chrome(options=options, service=ChromeService(chromedriver))


def serving(routes: tuple[Route, ...]) -> Iterator[str]:
    """Serve `routes` and the page from a thread of this process; the address."""
    server = make_server("127.0.0.1", 0, create_app(routes), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def address(answers: FakeAnswers) -> Iterator[str]:
    """Where the page is served; each test has its own port and so its own empty storage."""
    yield from serving(PageChannel(answers, lambda: NOON).routes())


@dataclass
class Page:
    """The page as a person has it before them."""

    browser: Chrome
    address: str

    def open(self) -> "Page":
        """Open it and wait for the welcome."""
        self.browser.get(self.address)
        self.wait(lambda: self.all(".bot"))
        return self

    def all(self, css: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def one(self, css: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def wait(self, what: Callable[[], object]) -> None:
        WebDriverWait(self.browser, PATIENCE_S, 0.02).until(lambda _: what())

    def js(self, script: str, *values: object) -> object:
        return self.browser.execute_script(script, *values)

    def says(self, text: str) -> None:
        """Type `text`, send it with Enter, wait for what comes of it."""
        before = len(self.all(".turn"))
        self.one("#text").send_keys(text, Keys.ENTER)
        self.settled(before)

    def presses(self, label: str) -> None:
        """Press the choice `label` with the mouse."""
        before = len(self.all(".turn"))
        next(choice for choice in self.all(".choice") if choice.text == label).click()
        self.settled(before)

    def settled(self, before: int) -> None:
        self.wait(lambda: len(self.all(".turn")) > before and not self.all(".typing") and self.all(".failure, .bot"))

    def heard(self) -> str:
        """The bot's latest words."""
        return self.all(".bot")[-1].text

    def choices(self) -> list[str]:
        return [choice.text for choice in self.all(".choice")]

    def emulates(self, **features: str) -> None:
        """Media features, named with underscores."""
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": listed})

    def sized(self, width: int, height: int) -> None:
        """A screen of that many CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def offline(self, *, offline: bool) -> None:
        """Pull the cable, or put it back."""
        conditions = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)

    def keys(self, *keys: str) -> None:
        """Press keys where the focus is."""
        ActionChains(self.browser).send_keys(*keys).perform()

    def logged(self, kind: str) -> list[dict[str, str]]:
        """What the browser logged since it was last asked."""
        return list(self.browser.get_log(kind))  # type: ignore[no-untyped-call]

    def back(self, times: int) -> None:
        """Shift+Tab."""
        ActionChains(self.browser).key_down(Keys.SHIFT).send_keys(*[Keys.TAB] * times).key_up(Keys.SHIFT).perform()


@pytest.fixture
def page(browser: Chrome, address: str) -> Iterator[Page]:
    """The page, opened, on a phone by day."""
    page = Page(browser, address)
    browser.execute_cdp_cmd("Network.enable", {})
    page.sized(375, 812)
    page.emulates(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    yield page.open()
    page.offline(offline=False)


def wrong(_: Inbound) -> None:
    raise RuntimeError("a fault")


def fine(_: Inbound) -> None:
    pass


# ---- talking ----


def test_it_welcomes_with_choices(page: Page, answers: FakeAnswers) -> None:
    assert page.browser.title == "qiwen 企问"
    assert "你好，我是企问。" in page.heard()
    assert page.choices()[0] == "我们能合并吗？"
    assert [inbound.kind for inbound in answers.heard] == [Kind.ENTER]


def test_a_question_is_answered_with_every_tone_in_its_place(page: Page, answers: FakeAnswers) -> None:
    page.says("合并后能撤销吗")
    assert answers.said(Kind.TEXT) == ["合并后能撤销吗"]
    assert page.all(".me .bubble")[-1].text.endswith("合并后能撤销吗")
    assert page.one(".say").text.startswith("你好")
    assert page.all(".say")[-1].text.startswith("不能撤销。")
    assert page.one(".note").text.startswith("后来的说明补充")
    assert page.one(".next div").text.startswith("先把目标企业")
    assert page.choices() == ["合并前要备份什么", "我们能合并吗？", "转人工"]


def test_a_warning_is_told_by_icon_colour_and_word(page: Page) -> None:
    page.says("合并后能撤销吗")
    warning = page.one(".warn")
    assert warning.is_displayed()
    assert warning.text.splitlines()[0] == "注意"
    assert warning.find_element(By.CSS_SELECTOR, "svg").is_displayed()
    assert warning.value_of_css_property("background-color") != page.one(".bubble").value_of_css_property(
        "background-color"
    )


def test_the_basis_unfolds(page: Page) -> None:
    page.says("合并后能撤销吗")
    summary = page.one(".basis summary")
    assert summary.text.split() == ["依据", "2022-04-21"]
    words = page.one(".basis p")
    assert not words.is_displayed()
    summary.click()
    assert words.is_displayed()
    assert words.text.startswith("2022-04-21 合并公告")


def test_a_choice_sends_its_token_and_shows_its_label(page: Page, answers: FakeAnswers) -> None:
    page.presses("我们能合并吗？")
    assert answers.said(Kind.CHOICE) == ["check:migration"]
    assert page.all(".me .bubble")[-1].text.endswith("我们能合并吗？")
    assert page.one(".ask").text == "两个企业的创建人是同一个人吗？"
    assert page.choices() == ["是同一个人", "不是", "不清楚", "上一步", "退出"]


def test_one_talk_has_one_id_and_each_message_its_own(page: Page, answers: FakeAnswers) -> None:
    page.says("一")
    page.says("二")
    assert len({str(inbound.key) for inbound in answers.heard}) == 1
    assert len({inbound.message_id for inbound in answers.heard}) == 3


def test_what_is_said_is_never_read_as_html(page: Page) -> None:
    page.says("<img src=x onerror=alert(1)>")
    page.says("long")
    assert page.heard().endswith("<b>not bold</b>")
    assert page.all("#log img, #log b") == []
    assert "<img src=x" in page.all(".me .bubble")[0].text


def test_a_reload_keeps_the_talk_and_says_nothing_new(page: Page, answers: FakeAnswers) -> None:
    page.says("合并后能撤销吗")
    page.presses("我们能合并吗？")
    before, deliveries = page.one("#log").text, len(answers.heard)
    page.open()
    assert page.one("#log").text == before
    assert page.choices()[0] == "是同一个人"
    assert len(answers.heard) == deliveries


def test_a_new_conversation_asks_first_and_begins_anew(page: Page, answers: FakeAnswers) -> None:
    page.says("合并后能撤销吗")
    page.one("#new").click()
    page.keys(Keys.ESCAPE)
    assert len(page.all(".me .bubble")) == 1
    page.one("#new").click()
    page.one("dialog .strong").click()
    page.wait(lambda: not page.all(".me .bubble") and page.all(".bot"))
    assert len({inbound.key for inbound in answers.heard}) == 2
    assert page.js("return document.activeElement.id") == "text"


def test_dots_show_while_it_thinks_and_nothing_is_sent_twice(page: Page, answers: FakeAnswers) -> None:
    going = threading.Event()
    answers.before = lambda _: going.wait(PATIENCE_S)
    page.one("#text").send_keys("合并后能撤销吗", Keys.ENTER)
    page.wait(lambda: page.all(".typing"))
    page.one("#text").send_keys("再问", Keys.ENTER)
    assert page.one("#send").get_attribute("aria-disabled") == "true"
    going.set()
    page.wait(lambda: not page.all(".typing"))
    assert answers.said(Kind.TEXT) == ["合并后能撤销吗"]
    assert page.one("#text").get_attribute("value") == "再问"


# ---- the keyboard ----


def test_shift_enter_is_a_new_line_and_enter_in_a_composition_sends_nothing(page: Page, answers: FakeAnswers) -> None:
    field = page.one("#text")
    field.send_keys("第一行", Keys.SHIFT + Keys.ENTER + Keys.NULL, "第二行")
    composing = "arguments[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true}))"
    page.js(composing, field)
    assert answers.said(Kind.TEXT) == []
    page.says("")
    assert answers.said(Kind.TEXT) == ["第一行\n第二行"]


def test_nothing_is_sent_without_words(page: Page, answers: FakeAnswers) -> None:
    page.one("#text").send_keys("  ", Keys.SHIFT + Keys.ENTER + Keys.NULL, Keys.ENTER)
    page.one("#send").click()
    time.sleep(0.1)
    assert len(answers.heard) == 1


def test_it_works_by_keyboard_alone(page: Page, answers: FakeAnswers) -> None:
    page.js("document.getElementById('text').focus()")
    page.keys("合并后能撤销吗", Keys.ENTER)
    page.wait(lambda: page.all(".warn"))
    assert page.js("return document.activeElement.id") == "text"
    page.back(3)  # from the last choice to the first
    assert page.js("return document.activeElement.textContent") == "合并前要备份什么"
    page.back(1)
    assert page.js("return document.activeElement.tagName") == "SUMMARY"
    page.keys(Keys.ENTER)
    assert page.one(".basis p").is_displayed()
    page.keys(Keys.TAB, Keys.TAB, Keys.ENTER)  # the second choice
    page.wait(lambda: page.all(".ask"))
    assert answers.said(Kind.CHOICE) == ["check:migration"]
    assert "两个企业的创建人" in str(page.js("return document.activeElement.textContent"))
    page.keys(Keys.TAB)
    assert page.js("return document.activeElement.textContent") == "是同一个人"


def test_a_mouse_is_led_back_to_the_field_and_a_retry_by_keyboard_on_to_the_answer(
    page: Page, answers: FakeAnswers
) -> None:
    page.presses("我们能合并吗？")
    assert page.js("return document.activeElement.id") == "text"
    answers.before = wrong
    page.says("合并后能撤销吗")
    answers.before = fine
    page.back(1)
    page.keys(Keys.ENTER)
    page.wait(lambda: page.all(".warn"))
    assert page.js("return document.activeElement.className") == "turn bot"


def test_the_focus_is_always_seen(page: Page) -> None:
    page.says("合并后能撤销吗")
    for css in ("#language", "#new", ".choice", ".basis summary", "#log"):
        page.js("arguments[0].focus({focusVisible: true})", page.one(css))
        assert page.one(css).value_of_css_property("outline-style") == "solid", css
    page.js("document.getElementById('text').focus()")
    assert page.one(".field").value_of_css_property("outline-style") == "solid"


# ---- when something goes wrong ----


def test_a_fault_is_told_and_the_retry_is_the_same_message(page: Page, answers: FakeAnswers) -> None:
    answers.before = wrong
    page.says("合并后能撤销吗")
    assert page.one(".failure p").text == "没有收到回复：服务器暂时出错。"
    answers.before = fine
    page.one(".failure button").click()
    page.wait(lambda: page.all(".warn"))
    assert page.all(".failure") == []
    first, second = [inbound for inbound in answers.heard if inbound.kind is Kind.TEXT]
    assert first == second
    assert len(page.all(".me .bubble")) == 1


def test_offline_is_told_and_the_failure_survives_a_reload(page: Page, answers: FakeAnswers) -> None:
    page.offline(offline=True)
    page.wait(lambda: page.one("#network").text)
    page.says("合并后能撤销吗")
    assert page.one(".failure p").text == "没有发出：网络已断开。"
    page.offline(offline=False)
    page.open()
    assert page.one("#network").text == ""
    page.one(".failure button").click()
    page.wait(lambda: page.all(".warn"))
    assert answers.said(Kind.TEXT) == ["合并后能撤销吗"]


def test_a_welcome_that_failed_can_be_asked_for_again(browser: Chrome, address: str, answers: FakeAnswers) -> None:
    answers.before = wrong
    page = Page(browser, address)
    browser.get(address)
    page.wait(lambda: page.all(".failure"))
    answers.before = fine
    page.one(".failure button").click()
    page.wait(lambda: page.all(".choice"))


def test_a_message_under_way_at_a_reload_is_delivered_again_under_its_id(page: Page, answers: FakeAnswers) -> None:
    going = threading.Event()
    answers.before = lambda _: going.wait(PATIENCE_S)
    page.one("#text").send_keys("合并后能撤销吗", Keys.ENTER)
    page.wait(lambda: answers.said(Kind.TEXT))
    page.browser.refresh()
    going.set()
    page.wait(lambda: page.all(".warn"))
    assert {inbound.message_id for inbound in answers.heard if inbound.kind is Kind.TEXT} == {
        answers.heard[-1].message_id
    }
    assert len(page.all(".me .bubble")) == 1


def test_too_long_is_said_before_it_is_sent(page: Page, answers: FakeAnswers) -> None:
    page.js("arguments[0].value = '长'.repeat(1990)", page.one("#text"))
    page.one("#text").send_keys("😀")
    assert page.one("#limit").text == "还可输入 9 字"
    page.one("#text").send_keys("长" * 12, Keys.ENTER)
    assert page.one("#limit").text == "超出 3 字，请缩短到 2000 字以内"
    assert page.one("#text").get_attribute("aria-invalid") == "true"
    assert answers.said(Kind.TEXT) == []


def test_what_the_server_finds_too_long_can_be_edited(browser: Chrome, answers: FakeAnswers) -> None:
    routes = tuple(replace(route, limit=300) for route in PageChannel(answers, lambda: NOON).routes())
    for address in serving(routes):
        page = Page(browser, address).open()
        page.says("长" * 200)
        assert page.one(".failure p").text == "没有发出：内容太长，请缩短。"
        page.one(".failure button").click()
        assert page.one("#text").get_attribute("value") == "长" * 200
        assert page.all(".me .bubble") == []


# ---- how it looks, in whichever language ----


def test_the_page_speaks_three_languages_and_remembers_which(page: Page) -> None:
    assert page.one("#new").accessible_name == "新对话"
    Select(page.one("#language")).select_by_value("en")
    assert page.one("#new").accessible_name == "New conversation"
    assert page.one("#text").get_attribute("placeholder") == "Ask your question…"
    assert page.one("html").get_attribute("lang") == "en"
    page.says("can we undo it?")
    assert page.one(".warn").text.splitlines()[0] == "Warning"
    assert page.one(".basis summary").text.split() == ["Basis", "2022-04-21"]
    assert page.all(".bot")[-1].get_attribute("lang") == "en"
    page.open()
    assert page.one("#text").accessible_name == "Your question"
    Select(page.one("#language")).select_by_value("zh-Hant")
    assert page.one("#text").accessible_name == "你的問題"


def test_the_three_dictionaries_say_the_same_things(page: Page) -> None:
    script = """
        const done = arguments[0];
        import("/static/words.js").then(({ WORDS, preferred }) => done([
            Object.values(WORDS).map((words) => Object.keys(words).sort().join()),
            [["zh-TW"], ["zh-Hant-HK"], ["zh-CN"], ["zh"], ["en-GB"], ["fr", "zh-HK"], ["fr"]].map(preferred),
        ]));
    """
    keys, preferred = page.browser.execute_async_script(script)
    assert len(set(keys)) == 1
    assert preferred == ["zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans", "en", "zh-Hant", "en"]


CONTRAST = """
    const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const behind = (element) => {
        for (let each = element; each; each = each.parentElement) {
            const colour = parse(getComputedStyle(each).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
        }
    };
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const [a, b] = [parse(getComputedStyle(arguments[0]).color), behind(arguments[0])].map(light);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
"""
PAIRS = (
    "h1",
    "#subtitle",
    "#language",
    "#new",
    "#text",
    "#send",
    "#limit.over",
    ".say",
    ".note",
    ".ask",
    ".mark",
    ".warn p",
    ".next p",
    ".badge",
    ".basis summary",
    ".me .bubble",
    ".choice",
    ".aside",
    ".failure p",
    ".failure button",
    "#network",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, answers: FakeAnswers, scheme: str) -> None:
    page.emulates(prefers_color_scheme=scheme)
    page.says("合并后能撤销吗")
    answers.before = wrong
    page.says("出错")
    answers.before = fine
    page.says("check:migration")
    page.js("arguments[0].value = '长'.repeat(2001)", page.one("#text"))
    page.one("#text").send_keys("长")
    page.js("arguments[0].textContent = '断网'", page.one("#network"))
    poor = {css: ratio for css in PAIRS if (ratio := page.js(CONTRAST, page.one(css))) < 4.5}  # type: ignore[operator]
    assert poor == {}


def test_by_night_it_is_dark(page: Page) -> None:
    day = page.one("body").value_of_css_property("background-color")
    page.emulates(prefers_color_scheme="dark")
    night = page.one("body").value_of_css_property("background-color")
    assert (day, night) == ("rgba(238, 242, 241, 1)", "rgba(14, 19, 20, 1)")


def test_motion_is_calmed_on_request(page: Page, answers: FakeAnswers) -> None:
    going = threading.Event()
    answers.before = lambda _: going.wait(PATIENCE_S)
    page.one("#text").send_keys("?", Keys.ENTER)
    page.wait(lambda: page.all(".typing"))
    calm = page.one(".typing i").value_of_css_property("animation-name")
    page.emulates(prefers_reduced_motion="no-preference")
    lively = page.one(".typing i").value_of_css_property("animation-name")
    going.set()
    page.wait(lambda: not page.all(".typing"))
    assert (calm, lively) == ("none", "breathe")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 812), (1280, 800)])
def test_nothing_sticks_out_at_any_width(page: Page, width: int, height: int) -> None:
    page.sized(width, height)
    page.says("合并后能撤销吗")
    page.says("long" if width < 1000 else "can we undo it?")
    page.says("W" * 400)
    wide = page.js(
        "return [...document.body.querySelectorAll('*:not(.hidden)')]"
        ".filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5).map((e) => e.className || e.tagName)"
    )
    assert wide == []
    assert page.js("return document.getElementById('log').scrollWidth <= innerWidth")
    assert page.js("return document.querySelector('.bot .bubble').offsetWidth") <= 640  # type: ignore[operator]


def test_everything_to_press_is_big_enough_for_a_thumb(page: Page) -> None:
    page.says("合并后能撤销吗")
    small = [
        element.get_attribute("outerHTML")
        for element in page.all("button, select, summary")
        if element.is_displayed() and (element.size["height"] < 44 or element.size["width"] < 44)
    ]
    assert small == []


def test_everything_has_a_role_and_a_name(page: Page) -> None:
    page.says("合并后能撤销吗")
    log = page.one("#log")
    assert (log.aria_role, log.get_attribute("aria-live"), log.accessible_name) == ("log", "polite", "对话记录")
    for element in page.all("body > :not(dialog) :is(button, select, textarea, [role=group])"):
        assert element.accessible_name, element.get_attribute("outerHTML")
    page.one("#new").click()  # what lies behind the question is out of reach now
    for element in page.all("dialog, dialog button"):
        assert element.accessible_name, element.get_attribute("outerHTML")
    assert page.one("dialog").aria_role == "dialog"
    page.keys(Keys.ESCAPE)
    assert {choice.aria_role for choice in page.all(".choice")} == {"button"}
    assert len(page.all("h1")) == len(page.all("main")) == 1
    ids = [element.get_attribute("id") for element in page.all("[id]")]
    assert len(ids) == len(set(ids))
    assert all(image.get_attribute("alt") is not None for image in page.all("img"))
    assert all(svg.get_attribute("aria-hidden") == "true" for svg in page.all("svg"))


def test_no_other_host_is_ever_asked_and_nothing_is_complained_about(page: Page) -> None:
    page.logged("browser")
    page.logged("performance")
    page.open()
    page.says("合并后能撤销吗")
    page.presses("我们能合并吗？")
    events = [json.loads(entry["message"])["message"] for entry in page.logged("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert f"{page.address}api/talk" in asked
    assert [url for url in asked if not url.startswith(page.address)] == []
    assert page.logged("browser") == []
