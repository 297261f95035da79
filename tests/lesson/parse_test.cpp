#include <gtest/gtest.h>

#include "lesson/lesson.h"

namespace atelier::lesson {
namespace {

const Names kNames{{"curves", "confusion"}, {"activations", "gradients"}, {"Bag", "Coat"}};

// A lesson of two steps, the second of which has these words.
std::string lessonOf(const std::string& words) {
  return R"({"lesson": 1, "id": "mine", "title": "Mine", "steps": [{"text": "First."}, {"text": "Then.")" +
         (words.empty() ? "" : ", " + words) + "}]}";
}

Step understood(const std::string& words) {
  std::string error;
  const auto lesson = parse(lessonOf(words), kNames, error);
  EXPECT_TRUE(lesson) << error;
  return lesson ? lesson->steps[1] : Step();
}

std::string refusalOf(const std::string& file) {
  std::string error;
  EXPECT_FALSE(parse(file, kNames, error)) << file;
  return error;
}

// Of the second step of such a lesson.
std::string wrong(const std::string& words) {
  const std::string error = refusalOf(lessonOf(words));
  const std::string begin = "This lesson cannot be used: step 2: ";
  EXPECT_EQ(error.rfind(begin, 0), 0U) << error;
  return error.size() > begin.size() ? error.substr(begin.size()) : error;
}

TEST(Lesson, HasAnIdATitleAndSteps) {
  std::string error;
  const auto lesson = parse(lessonOf(""), kNames, error);
  ASSERT_TRUE(lesson) << error;
  EXPECT_EQ(lesson->id, "mine");
  EXPECT_EQ(lesson->title, "Mine");
  ASSERT_EQ(lesson->steps.size(), 2U);
  EXPECT_EQ(lesson->steps[0].text, "First.");
  Step expected;
  expected.text = "Then.";
  EXPECT_EQ(lesson->steps[1], expected);
}

TEST(Lesson, AStepSaysWhatThePageShows) {
  const Step step = understood(
      R"("recipe": "first-run", "weights": "scratch", "image": "training 17", "hide": ["recipe", "curves"],
         "show": ["draw"], "tab": "confusion", "view": "gradients")");
  EXPECT_EQ(step.begins.recipe, "first-run");
  EXPECT_EQ(step.begins.weights, "scratch");
  EXPECT_EQ(step.begins.image, (link::Image{"train", 17}));
  EXPECT_EQ(step.hide, (std::vector<std::string>{"recipe", "results"})) << "curves is another word for results";
  EXPECT_EQ(step.show, std::vector<std::string>{"draw"});
  EXPECT_EQ(step.tab, "confusion");
  EXPECT_EQ(step.view, "gradients");
}

TEST(Lesson, WatchesForConditions) {
  using Kind = Condition::Kind;
  const Step step = understood(
      R"("watch": [{"testAccuracy": 62.5}, {"epoch": 2}, {"run": "paused"}, {"drawing": "Bag"}, {"recipeHas": "relu"}])");
  const std::vector<Condition> expected = {{Kind::kTestAccuracy, 62.5, ""},
                                           {Kind::kEpoch, 2, ""},
                                           {Kind::kRun, 0, "paused"},
                                           {Kind::kDrawing, 0, "Bag"},
                                           {Kind::kRecipeHas, 0, "relu"}};
  EXPECT_EQ(step.watch, expected);
}

TEST(Lesson, AsksAQuestion) {
  const Step step = understood(
      R"("question": {"text": "Why?", "answers": [{"text": "A", "reply": "No."}, {"text": "B", "right": true, "reply": "Yes."}]})");
  ASSERT_TRUE(step.question);
  EXPECT_EQ(*step.question, (Question{"Why?", {{"A", "No.", false}, {"B", "Yes.", true}}}));
}

TEST(Lesson, SaysWhereItIsNoJson) {
  EXPECT_EQ(refusalOf(""), "This lesson cannot be used. This is no JSON: it ends too early, in line 1, character 1.");
  EXPECT_EQ(refusalOf("{\n  \"lesson\": 1,\n  }"),
            "This lesson cannot be used. This is no JSON: it cannot be read at line 3, character 3.");
  EXPECT_EQ(refusalOf("{\"lesson\": \"\u00fc\u00fc\" x"),
            "This lesson cannot be used. This is no JSON: it cannot be read at line 1, character 17.");
  EXPECT_EQ(refusalOf(std::string(100'000, '[')),
            "This lesson cannot be used. There are too many lists and objects in each other.");
  EXPECT_EQ(
      refusalOf(R"({"id": "a", "id": "b"})"),
      "This lesson cannot be used. The word \"id\" stands twice in one object, and only one of them could count.");
}

TEST(Lesson, SaysWhatItIsNot) {
  EXPECT_EQ(refusalOf("[]"), "This lesson cannot be used: a lesson is an object, in { and }.");
  EXPECT_EQ(refusalOf("{}"), "This lesson cannot be used: there is no \"lesson\": 1, by which a lesson is known.");
  EXPECT_EQ(refusalOf(R"({"lesson": 2})"),
            "This lesson cannot be used: \"lesson\" is the version of the form, and this page reads version 1.");
  EXPECT_EQ(refusalOf(R"({"lesson": 1, "id": "A b", "title": "x", "steps": [{"text": "t"}]})"),
            "This lesson cannot be used: \"id\" has small letters, digits and \"-\" alone, not \"A b\".");
  EXPECT_EQ(refusalOf(R"({"lesson": 1, "id": "a", "title": "x", "steps": []})"),
            "This lesson cannot be used: \"steps\" is a list of at least one step.");
  EXPECT_EQ(refusalOf(R"({"lesson": 1, "id": "a", "title": "x", "steps": [{"text": "t"}], "author": "me"})"),
            "This lesson cannot be used: there is no word \"author\"; here can stand lesson, id, title and steps.");
}

TEST(Lesson, SaysWhatIsWrongWithAStep) {
  EXPECT_EQ(wrong(R"("hide": ["curve"])"),
            "there is no panel \"curve\"; there are recipe, network, timeline, results and draw.");
  EXPECT_EQ(wrong(R"("hide": [7])"), "there is no panel \"7\"; there are recipe, network, timeline, results and draw.");
  EXPECT_EQ(wrong(R"("show": "draw")"), "\"show\" is a list of panels, in [ and ].");
  EXPECT_EQ(wrong(R"("show": ["curves"], "hide": ["results"])"), "it both shows and hides the panel \"results\".");
  EXPECT_EQ(wrong(R"("tab": "why not")"), "there is no tab \"why not\"; there are curves and confusion.");
  EXPECT_EQ(wrong(R"("view": "")"), "\"view\" is a text, in quotation marks, and not empty.");
  EXPECT_EQ(wrong(R"("weights": "mine")"), "there is no weights called \"mine\"; there are scratch and pretrained.");
  EXPECT_EQ(wrong(R"("image": "17")"), "an image is \"test 17\" or \"training 17\", not \"17\".");
  EXPECT_EQ(wrong(R"("recipe": 3)"), "\"recipe\" is a text, in quotation marks, and not empty.");
  EXPECT_EQ(wrong(R"("texts": "t")"),
            "there is no word \"texts\"; here can stand text, recipe, weights, image, hide, show, tab, view, watch and "
            "question.");
  EXPECT_EQ(refusalOf(R"({"lesson": 1, "id": "a", "title": "x", "steps": [{}]})"),
            "This lesson cannot be used: step 1: there is no \"text\".");
}

TEST(Lesson, SaysWhatIsWrongWithACondition) {
  EXPECT_EQ(
      wrong(R"("watch": [{"accuracy": 80}])").rfind("it cannot watch for \"accuracy\"; it can for testAccuracy, ", 0),
      0U);
  EXPECT_EQ(wrong(R"("watch": [{"testAccuracy": 80, "epoch": 2}])"),
            "a condition is an object of one word, like {\"testAccuracy\": 80}.");
  EXPECT_EQ(wrong(R"("watch": [{"testAccuracy": 101}])"), "\"testAccuracy\" is a number from 0 to 100.");
  EXPECT_EQ(wrong(R"("watch": [{"testAccuracy": "80"}])"), "\"testAccuracy\" is a number from 0 to 100.");
  EXPECT_EQ(wrong(R"("watch": [{"epoch": 1.5}])"), "\"epoch\" is a whole number from 0 to 1000.");
  EXPECT_EQ(wrong(R"("watch": [{"drawing": "Baag"}])"), "there is no class \"Baag\"; there are Bag and Coat.");
  EXPECT_EQ(wrong(R"("watch": [{"run": "idle"}])"),
            "there is no run that is \"idle\"; there are training, paused and finished.");
}

TEST(Lesson, SaysWhatIsWrongWithAQuestion) {
  const auto asking = [](const std::string& answers) {
    return R"("question": {"text": "Why?", "answers": [)" + answers + "]}";
  };
  const std::string no = R"({"text": "A", "reply": "No."})";
  EXPECT_EQ(wrong(asking(no)), "\"answers\" is a list of two to six answers.");
  EXPECT_EQ(wrong(asking(no + ", " + no)), "one of the answers, and only one, has \"right\": true.");
  EXPECT_EQ(wrong(asking(no + R"(, {"text": "B"})")), "there is no \"reply\".");
  EXPECT_EQ(wrong(asking(no + R"(, {"text": "B", "reply": "Yes.", "right": 1})")), "\"right\" is true or false.");
  EXPECT_EQ(wrong(R"("question": {"text": "Why?"})"), "\"answers\" is a list of two to six answers.");
}

TEST(Lesson, IsRefusedWhenItIsTooLarge) {
  EXPECT_EQ(refusalOf(std::string(kLargestFile + 1, ' ')),
            "This lesson cannot be used: its file is larger than 256 KB.");
  EXPECT_EQ(
      refusalOf(R"({"lesson": 1, "id": "a", "title": ")" + std::string(81, 'x') + R"(", "steps": [{"text": "t"}]})"),
      "This lesson cannot be used: \"title\" is longer than 80 bytes.");
  std::string steps = R"({"text": "t"})";
  for (int i = 0; i < 50; ++i) steps += R"(, {"text": "t"})";
  EXPECT_EQ(refusalOf(R"({"lesson": 1, "id": "a", "title": "x", "steps": [)" + steps + "]}"),
            "This lesson cannot be used: there are more than 50 steps.");
}

TEST(Lesson, QuotesNothingThatCannotBeShown) {
  EXPECT_EQ(wrong(R"("tab": "\u0000\u00fc)" + std::string(60, 'x') + "\""),
            "there is no tab \"???" + std::string(37, 'x') + "\u2026\"; there are curves and confusion.");
}

}  // namespace
}  // namespace atelier::lesson
