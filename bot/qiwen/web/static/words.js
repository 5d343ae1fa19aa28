/** The page's own wording. What the bot says comes from the bot, in the language of the question. */

const HANS = {
  subtitle: "企业邮箱合并问答",
  language: "界面语言",
  fresh: "新对话",
  log: "对话记录",
  label: "你的问题",
  placeholder: "输入你的问题…",
  hint: "Enter 发送，Shift + Enter 换行",
  send: "发送",
  you: "你说：",
  bot: "企问：",
  choices: "可选的回复",
  typing: "企问正在回复…",
  warn: "注意",
  next: "下一步：",
  basis: "依据",
  freshTitle: "开始新对话？",
  freshText: "这一页上的对话记录会清除，无法找回。",
  freshYes: "开始新对话",
  keep: "保留现在的对话",
  retry: "重新发送",
  edit: "修改后再发",
  offlineNow: "网络已断开。恢复后可以继续。",
  left: "还可输入 {count} 字",
  over: "超出 {count} 字，请缩短到 2000 字以内",
  enterFailed: "对话没有接通。",
  offline: "没有发出：网络已断开。",
  unreachable: "没有收到回复：连不上服务器。",
  slow: "没有收到回复：等待超时。",
  server: "没有收到回复：服务器暂时出错。",
  long: "没有发出：内容太长，请缩短。",
  refused: "没有发出：服务器读不懂这条消息。",
};

const HANT = {
  subtitle: "企業郵箱合併問答",
  language: "介面語言",
  fresh: "新對話",
  log: "對話記錄",
  label: "你的問題",
  placeholder: "輸入你的問題…",
  hint: "Enter 傳送，Shift + Enter 換行",
  send: "傳送",
  you: "你說：",
  bot: "企問：",
  choices: "可選的回覆",
  typing: "企問正在回覆…",
  warn: "注意",
  next: "下一步：",
  basis: "依據",
  freshTitle: "開始新對話？",
  freshText: "這一頁上的對話記錄會清除，無法找回。",
  freshYes: "開始新對話",
  keep: "保留現在的對話",
  retry: "重新傳送",
  edit: "修改後再傳",
  offlineNow: "網路已中斷。恢復後可以繼續。",
  left: "還可輸入 {count} 字",
  over: "超出 {count} 字，請縮短到 2000 字以內",
  enterFailed: "對話沒有接通。",
  offline: "沒有送出：網路已中斷。",
  unreachable: "沒有收到回覆：連不上伺服器。",
  slow: "沒有收到回覆：等候逾時。",
  server: "沒有收到回覆：伺服器暫時出錯。",
  long: "沒有送出：內容太長，請縮短。",
  refused: "沒有送出：伺服器讀不懂這則訊息。",
};

const EN = {
  subtitle: "Exmail into WeCom",
  language: "Language of the page",
  fresh: "New conversation",
  log: "Conversation",
  label: "Your question",
  placeholder: "Ask your question…",
  hint: "Enter to send, Shift + Enter for a new line",
  send: "Send",
  you: "You said:",
  bot: "qiwen:",
  choices: "Suggested replies",
  typing: "qiwen is replying…",
  warn: "Warning",
  next: "Next step:",
  basis: "Basis",
  freshTitle: "Start a new conversation?",
  freshText: "The conversation on this page is cleared and cannot be brought back.",
  freshYes: "Start anew",
  keep: "Keep this one",
  retry: "Send again",
  edit: "Edit and send",
  offlineNow: "You are offline. You can go on once the network is back.",
  left: "{count} characters left",
  over: "{count} characters too many; shorten to 2000",
  enterFailed: "The conversation did not connect.",
  offline: "Not sent: you are offline.",
  unreachable: "No answer: the server cannot be reached.",
  slow: "No answer: it took too long.",
  server: "No answer: the server has a problem just now.",
  long: "Not sent: the message is too long.",
  refused: "Not sent: the server could not read this message.",
};

export const WORDS = { "zh-Hans": HANS, "zh-Hant": HANT, en: EN };

/** The wording `key` in `language`, a tag of WORDS; `{count}` is filled. */
export function word(language, key, count = "") {
  return (WORDS[language] ?? HANS)[key].replace("{count}", count);
}

/** The page's language for what the browser prefers, best first: English where it is none of ours. */
export function preferred(tags) {
  for (const tag of tags) {
    if (/^zh\b.*(hant|tw|hk|mo)/i.test(tag)) return "zh-Hant";
    if (/^zh\b/i.test(tag)) return "zh-Hans";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** Whether `language` is one of the page's. */
export const known = (language) => Object.hasOwn(WORDS, language);
