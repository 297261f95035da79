#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "lesson/json_text.h"
#include "lesson/lesson.h"

namespace atelier::lesson {

namespace {

using nlohmann::json;
using Kind = Condition::Kind;

constexpr int kDepth = 6;  // lesson, steps, step, question, answers, answer

// What may stand behind a word of a condition.
enum class Holds { kNumber, kCount, kRun, kClass, kTab, kView, kRecipe };
struct Watchword {
  const char* name;
  Kind kind;
  Holds holds;
};
constexpr std::array<Watchword, 12> kWatchwords = {{{"testAccuracy", Kind::kTestAccuracy, Holds::kNumber},
                                                    {"trainLoss", Kind::kTrainLoss, Holds::kNumber},
                                                    {"epoch", Kind::kEpoch, Holds::kCount},
                                                    {"run", Kind::kRun, Holds::kRun},
                                                    {"picture", Kind::kPicture, Holds::kClass},
                                                    {"drawing", Kind::kDrawing, Holds::kClass},
                                                    {"shownEpoch", Kind::kShownEpoch, Holds::kCount},
                                                    {"tab", Kind::kTab, Holds::kTab},
                                                    {"view", Kind::kView, Holds::kView},
                                                    {"recipe", Kind::kRecipe, Holds::kRecipe},
                                                    {"recipeHas", Kind::kRecipeHas, Holds::kRecipe},
                                                    {"slowMotion", Kind::kSlowMotion, Holds::kCount}}};

const std::vector<std::string> kRuns = {"training", "paused", "finished"};

// "recipe, network and draw"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 < names.size() ? ", " : " and ") + names[i];
  return text;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Reads one lesson. Whatever is wrong is said once: the first of it, and where.
class Reader {
 public:
  Reader(const Names& names, std::string& error) : names_(names), error_(error) {}

  bool read(const json& file, Lesson& lesson) {
    if (!file.is_object()) return fail("a lesson is an object, in { and }");
    const json* version = at(file, "lesson");
    if (version == nullptr) return fail("there is no \"lesson\": 1, by which a lesson is known");
    if (*version != kVersion) return fail("\"lesson\" is the version of the form, and this page reads version 1");
    if (!onlyWords(file, {"lesson", "id", "title", "steps"})) return false;
    if (!text(file, "id", kLongestName, true, lesson.id) || !text(file, "title", kLongestTitle, true, lesson.title))
      return false;
    if (lesson.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
      return fail("\"id\" has small letters, digits and \"-\" alone, not " + inQuotes(lesson.id));
    const json* steps = at(file, "steps");
    if (steps == nullptr || !steps->is_array() || steps->empty())
      return fail("\"steps\" is a list of at least one step");
    if (steps->size() > kMostSteps) return fail("there are more than 50 steps");
    for (const json& each : *steps) {
      place_ = "step " + std::to_string(lesson.steps.size() + 1) + ": ";
      if (!step(each, lesson.steps.emplace_back())) return false;
    }
    return true;
  }

 private:
  bool fail(const std::string& what) {
    error_ = "This lesson cannot be used: " + place_ + what + ".";
    return false;
  }

  static const json* at(const json& object, const char* word) {
    const auto found = object.find(word);
    return found == object.end() ? nullptr : &*found;
  }

  bool onlyWords(const json& object, const std::vector<std::string>& known) {
    for (const auto& [word, value] : object.items()) {
      if (!contains(known, word))
        return fail("there is no word " + inQuotes(word) + "; here can stand " + listed(known));
    }
    return true;
  }

  // A text that is not empty.
  bool text(const json& object, const char* word, std::size_t longest, bool isNeeded, std::string& to) {
    const json* value = at(object, word);
    if (value == nullptr && !isNeeded) return true;
    if (value == nullptr) return fail("there is no " + inQuotes(word));
    if (!value->is_string() || value->get_ref<const std::string&>().empty())
      return fail(inQuotes(word) + " is a text, in quotation marks, and not empty");
    to = value->get<std::string>();
    if (to.size() > longest) return fail(inQuotes(word) + " is longer than " + std::to_string(longest) + " bytes");
    return true;
  }

  // The same of one of these names.
  bool name(const json& object, const char* word, const char* what, const std::vector<std::string>& known,
            std::string& to) {
    if (at(object, word) == nullptr) return true;
    return text(object, word, kLongestTitle, true, to) && isKnown(what, known, to);
  }

  bool isKnown(const char* what, const std::vector<std::string>& known, const std::string& said) {
    if (contains(known, said)) return true;
    return fail(std::string("there is no ") + what + " " + inQuotes(said) + "; there are " + listed(known));
  }

  bool step(const json& object, Step& to) {
    if (!object.is_object()) return fail("a step is an object, in { and }");
    return onlyWords(object,
                     {"text", "recipe", "weights", "image", "hide", "show", "tab", "view", "watch", "question"}) &&
           text(object, "text", kLongestText, true, to.text) && begins(object, to.begins) &&
           panels(object, "hide", to.hide) && panels(object, "show", to.show) && areApart(to) &&
           name(object, "tab", "tab", names_.tabs, to.tab) && name(object, "view", "view", names_.views, to.view) &&
           watch(object, to.watch) && question(object, to);
  }

  bool begins(const json& object, link::Link& to) {
    std::string image;
    if (!text(object, "recipe", kLongestRecipe, false, to.recipe) ||
        !name(object, "weights", "weights called", {"scratch", "pretrained"}, to.weights) ||
        !text(object, "image", kLongestName, false, image))
      return false;
    if (image.empty()) return true;
    to.image = link::parseImage(image);
    return to.image || fail("an image is \"test 17\" or \"training 17\", not " + inQuotes(image));
  }

  bool panels(const json& object, const char* word, std::vector<std::string>& to) {
    const json* list = at(object, word);
    if (list == nullptr) return true;
    if (!list->is_array()) return fail(inQuotes(word) + " is a list of panels, in [ and ]");
    for (const json& each : *list) {
      const std::string said = each.is_string() ? each.get<std::string>() : "";
      const std::string panel(link::panelNamed(said));
      if (panel.empty())
        return fail("there is no panel " +
                    inQuotes(each.is_string() ? said : each.dump(-1, ' ', true, json::error_handler_t::replace)) +
                    "; there are " + link::kPanelNames);
      if (!contains(to, panel)) to.push_back(panel);
    }
    return true;
  }

  bool areApart(const Step& step) {
    for (const std::string& panel : step.show) {
      if (contains(step.hide, panel)) return fail("it both shows and hides the panel " + inQuotes(panel));
    }
    return true;
  }

  bool watch(const json& object, std::vector<Condition>& to) {
    const json* list = at(object, "watch");
    if (list == nullptr) return true;
    if (!list->is_array()) return fail("\"watch\" is a list of conditions, in [ and ]");
    if (list->size() > kMostConditions) return fail("it watches for more than 6 things");
    return std::all_of(list->begin(), list->end(),
                       [&](const json& each) { return condition(each, to.emplace_back()); });
  }

  bool condition(const json& object, Condition& to) {
    if (!object.is_object() || object.size() != 1)
      return fail("a condition is an object of one word, like {\"testAccuracy\": 80}");
    const std::string& word = object.begin().key();
    const auto known =
        std::find_if(kWatchwords.begin(), kWatchwords.end(), [&](const Watchword& w) { return w.name == word; });
    if (known == kWatchwords.end()) {
      std::vector<std::string> words;
      for (const Watchword& each : kWatchwords) words.emplace_back(each.name);
      return fail("it cannot watch for " + inQuotes(word) + "; it can for " + listed(words));
    }
    to.kind = known->kind;
    switch (known->holds) {
      case Holds::kNumber:
        return number(*object.begin(), word, 0, 100, false, to.number);
      case Holds::kCount:
        return number(*object.begin(), word, 0, 1000, true, to.number);
      case Holds::kRun:
        return name(object, word.c_str(), "run that is", kRuns, to.text);
      case Holds::kClass:
        return name(object, word.c_str(), "class", names_.classes, to.text);
      case Holds::kTab:
        return name(object, word.c_str(), "tab", names_.tabs, to.text);
      case Holds::kView:
        return name(object, word.c_str(), "view", names_.views, to.text);
      case Holds::kRecipe:
        return text(object, word.c_str(), kLongestRecipe, true, to.text);
    }
    return false;
  }

  bool number(const json& value, const std::string& word, double least, double most, bool isWhole, double& to) {
    to = value.is_number() ? value.get<double>() : NAN;
    if (to >= least && to <= most && (!isWhole || to == std::floor(to))) return true;
    return fail(inQuotes(word) + (isWhole ? " is a whole number from " : " is a number from ") +
                std::to_string(static_cast<int>(least)) + " to " + std::to_string(static_cast<int>(most)));
  }

  bool question(const json& object, Step& to) {
    const json* value = at(object, "question");
    if (value == nullptr) return true;
    if (!value->is_object()) return fail("\"question\" is an object, in { and }");
    Question& question = to.question.emplace();
    if (!onlyWords(*value, {"text", "answers"}) || !text(*value, "text", kLongestQuestion, true, question.text))
      return false;
    const json* answers = at(*value, "answers");
    if (answers == nullptr || !answers->is_array() || answers->size() < 2 || answers->size() > kMostAnswers)
      return fail("\"answers\" is a list of two to six answers");
    if (!std::all_of(answers->begin(), answers->end(),
                     [&](const json& each) { return answer(each, question.answers.emplace_back()); }))
      return false;
    const auto right =
        std::count_if(question.answers.begin(), question.answers.end(), [](const Answer& a) { return a.isRight; });
    return right == 1 || fail("one of the answers, and only one, has \"right\": true");
  }

  bool answer(const json& object, Answer& to) {
    if (!object.is_object()) return fail("an answer is an object, in { and }");
    if (!onlyWords(object, {"text", "reply", "right"}) || !text(object, "text", kLongestAnswer, true, to.text) ||
        !text(object, "reply", kLongestReply, true, to.reply))
      return false;
    const json* right = at(object, "right");
    if (right != nullptr && !right->is_boolean()) return fail("\"right\" is true or false");
    to.isRight = right != nullptr && right->get<bool>();
    return true;
  }

  const Names& names_;
  std::string& error_;
  std::string place_;
};

}  // namespace

std::optional<Lesson> parse(std::string_view file, const Names& names, std::string& error) {
  if (file.size() > kLargestFile) {
    error = "This lesson cannot be used: its file is larger than 256 KB.";
    return std::nullopt;
  }
  if (!checkJson(file, kDepth, error)) {
    error = "This lesson cannot be used. " + error;
    return std::nullopt;
  }
  Lesson lesson;
  if (!Reader(names, error).read(json::parse(file, nullptr, false), lesson)) return std::nullopt;
  return lesson;
}

}  // namespace atelier::lesson
