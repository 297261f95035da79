#include "link/link.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace atelier::link {

namespace {

constexpr int kMostIndex = 69999;
constexpr std::string_view kHex = "0123456789ABCDEF";

struct Panel {
  std::string_view name;
  bool Hidden::* member;
};
constexpr std::array<Panel, 5> kPanels = {{{"recipe", &Hidden::recipe},
                                           {"network", &Hidden::network},
                                           {"timeline", &Hidden::timeline},
                                           {"results", &Hidden::results},
                                           {"draw", &Hidden::draw}}};

const Panel* panelOf(std::string_view name) {
  if (name == "curves") name = "results";
  for (const Panel& panel : kPanels) {
    if (panel.name == name) return &panel;
  }
  return nullptr;
}

int hexOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Nothing where a "%" is not followed by two digits.
std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hexOf(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hexOf(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

// What addresses take as it is, and people can read.
bool isPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~,;:/").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view plain) {
  std::string text;
  for (const char c : plain) {
    const auto byte = static_cast<unsigned char>(c);
    if (isPlain(c)) {
      text += c;
    } else if (c == ' ') {
      text += '+';
    } else {
      text += '%';
      text += kHex[byte / 16];
      text += kHex[byte % 16];
    }
  }
  return text;
}

constexpr std::string_view kJson = ".json";

// A name, or a path of names that ends in ".json": nothing that leads out of the page's folder, or to another site.
bool isLesson(std::string_view text) {
  const auto isNamed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (text.size() > kLongestLesson) return false;
  if (!text.empty() && std::all_of(text.begin(), text.end(), isNamed)) return true;
  if (!text.ends_with(kJson)) return false;
  char before = '/';
  for (const char c : text) {
    if (!isNamed(c) && (before == '/' || (c != '.' && c != '/'))) return false;
    before = c;
  }
  return true;
}

// For a sentence: short, and without what cannot be shown.
std::string quoted(std::string_view text) {
  constexpr std::size_t kLong = 40;
  std::string shown = "\"";
  for (const char c : text.substr(0, kLong)) shown += c >= ' ' && c <= '~' ? c : '?';
  return shown + (text.size() > kLong ? "\u2026\"" : "\"");
}

class Reader {
 public:
  Reading read(std::string_view text) {
    if (!text.empty() && text[0] == '#') text.remove_prefix(1);
    if (text.size() > kLongest) {
      problem("it is longer than 8,000 characters, and nothing of it is used");
      return std::move(reading_);
    }
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('&'), text.size());
      if (end > 0) pair(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(reading_);
  }

 private:
  void problem(const std::string& what) {
    reading_.problems.push_back("This link is not all understood: " + what + ".");
  }

  void pair(std::string_view text) {
    const std::size_t equals = std::min(text.find('='), text.size());
    const std::string_view key = text.substr(0, equals);
    const auto value = decoded(text.substr(std::min(equals + 1, text.size())));
    if (!value) return problem(std::string("after ") + quoted(key) + " a % is not followed by two hexadecimal digits");
    if (key == "recipe")
      reading_.link.recipe = *value;
    else if (key == "weights")
      word(reading_.link.weights, *value, "weights", {"scratch", "pretrained"});
    else if (key == "theme")
      word(reading_.link.theme, *value, "theme", {"light", "dark", "projector"});
    else if (key == "hide")
      hide(*value);
    else if (key == "fix")
      fix(*value);
    else if (key == "show")
      show(*value);
    else if (key == "image")
      image(*value);
    else if (key == "lesson")
      lesson(*value);
    else
      problem("this page does not know the word " + quoted(key));
  }

  void word(std::string& to, const std::string& value, const char* key, std::initializer_list<std::string_view> words) {
    if (std::find(words.begin(), words.end(), value) != words.end()) {
      to = value;
      return;
    }
    std::string all;
    for (const std::string_view& word : words)
      all.append(&word == words.begin() ? "" : &word + 1 == words.end() ? " or " : ", ").append(word);
    problem(std::string(key) + " is " + all + ", not " + quoted(value));
  }

  void hide(std::string_view value) {
    reading_.link.hidden = {};
    while (!value.empty()) {
      const std::size_t end = std::min(value.find(','), value.size());
      const std::string_view name = value.substr(0, end);
      value.remove_prefix(std::min(end + 1, value.size()));
      if (const Panel* panel = panelOf(name)) {
        reading_.link.hidden.*panel->member = true;
      } else if (!name.empty()) {
        problem(std::string("it can hide ") + kPanelNames + ", not " + quoted(name));
      }
    }
  }

  void fix(const std::string& value) {
    if (value.empty() || value == "recipe") {
      reading_.link.fixesRecipe = !value.empty();
    } else {
      problem("it can fix recipe, not " + quoted(value));
    }
  }

  void show(const std::string& value) {
    if (const Panel* panel = panelOf(value)) {
      reading_.link.show = panel->name;
    } else {
      problem(std::string("it can show ") + kPanelNames + ", not " + quoted(value));
    }
  }

  void image(std::string_view value) {
    const auto image = parseImage(value);
    if (!image) return problem("an image is \"test 17\" or \"training 17\", not " + quoted(value));
    reading_.link.image = image;
  }

  void lesson(const std::string& value) {
    if (!isLesson(value))
      return problem(
          "a lesson is one of the page's own, like \"pooling\", or a file in the page's folder, like "
          "\"lessons/mine.json\", not " +
          quoted(value));
    reading_.link.lesson = value;
  }

  Reading reading_;
};

}  // namespace

std::string_view panelNamed(std::string_view name) {
  const Panel* panel = panelOf(name);
  return panel == nullptr ? "" : panel->name;
}

void setHidden(Hidden& hidden, std::string_view panel, bool isHidden) { hidden.*panelOf(panel)->member = isHidden; }

std::optional<Image> parseImage(std::string_view text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string_view split = text.substr(0, space);
  const std::string_view digits = text.substr(std::min(space + 1, text.size()));
  Image image;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), image.index);
  const bool isNumber = error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  if (!isNumber || image.index < 0 || image.index > kMostIndex || (split != "test" && split != "training"))
    return std::nullopt;
  if (split == "training") image.split = "train";
  return image;
}

std::string lessonFile(const std::string& lesson) {
  return lesson.ends_with(kJson) ? lesson : "lessons/" + lesson + std::string(kJson);
}

Reading parse(std::string_view text) { return Reader().read(text); }

std::string print(const Link& link) {
  std::string text;
  const auto add = [&text](const char* key, const std::string& value) {
    if (!value.empty()) text += (text.empty() ? "" : "&") + std::string(key) + "=" + encoded(value);
  };
  add("recipe", link.recipe);
  add("weights", link.weights);
  std::string hidden;
  for (const Panel& panel : kPanels) {
    if (link.hidden.*panel.member) hidden += (hidden.empty() ? "" : ",") + std::string(panel.name);
  }
  add("hide", hidden);
  add("fix", link.fixesRecipe ? "recipe" : "");
  add("show", link.show);
  if (link.image)
    add("image", (link.image->split == "train" ? "training " : "test ") + std::to_string(link.image->index));
  add("theme", link.theme);
  add("lesson", link.lesson);
  return text;
}

}  // namespace atelier::link
