"""Takes the README's pictures: the real page with the real content, on a phone. Run by `make pictures`."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from qiwen.bootstrap import make_app
from qiwen.settings import read

HERE = Path(__file__).parent
PHONE = {"width": 375, "height": 812, "deviceScaleFactor": 1.6, "mobile": True}
PICTURES = {
    "talk.zh.png": ("zh-CN", "B 自己原来的邮件会怎么样？"),
    "talk.en.png": ("en-GB", "can we undo the migration?"),
}
PATIENCE_S = 20
SETTLING_S = 0.5
TO_THE_QUESTION = """
    document.activeElement.blur();
    document.querySelector(".me .bubble").scrollIntoView({block: "start", behavior: "instant"});
"""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The whole bot on a free port with an empty database; its address."""
    app = make_app(read({"QIWEN_DATABASE": str(folder / "talk.db")}, folder))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def browser(folder: Path, language: str) -> Chrome:
    """A phone of that language."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        raise SystemExit("no browser: apt-get install chromium chromium-driver fonts-noto-cjk")
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in ("headless", "no-sandbox", "hide-scrollbars", f"accept-lang={language}", f"user-data-dir={folder}"):
        options.add_argument(f"--{flag}")
    return Chrome(options=options, service=ChromeService(driver))


def take(address: str, folder: Path, language: str, question: str, picture: Path) -> None:
    """Ask `question` and keep what the screen shows."""
    chrome = browser(folder, language)
    try:
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        reduce = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduce})
        chrome.get(address)
        wait = WebDriverWait(chrome, PATIENCE_S)
        wait.until(lambda _: chrome.find_elements(By.CSS_SELECTOR, ".bot"))
        chrome.find_element(By.ID, "text").send_keys(question, Keys.ENTER)
        wait.until(lambda _: len(chrome.find_elements(By.CSS_SELECTOR, ".bot")) > 1)
        time.sleep(SETTLING_S)
        chrome.execute_script(TO_THE_QUESTION)
        time.sleep(SETTLING_S)
        chrome.save_screenshot(str(picture))
    finally:
        chrome.quit()


def main() -> None:
    """Every picture, and how big it is."""
    for name, (language, question) in PICTURES.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, serving(Path(folder)) as address:
            take(address, Path(folder, "profile"), language, question, HERE / name)
        print(f"{HERE / name}: {(HERE / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
