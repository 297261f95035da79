#include "link/link.h"

#include <gtest/gtest.h>

namespace atelier::link {
namespace {

Link understood(std::string_view text) {
  const Reading reading = parse(text);
  EXPECT_TRUE(reading.problems.empty()) << reading.problems.front();
  return reading.link;
}

std::string problemOf(std::string_view text) {
  const Reading reading = parse(text);
  return reading.problems.size() == 1 ? reading.problems.front() : std::to_string(reading.problems.size());
}

TEST(Link, SaysNothingWhenItIsEmpty) {
  for (const char* text : {"", "#", "&", "#&&"}) EXPECT_EQ(understood(text), Link()) << text;
  EXPECT_EQ(print({}), "");
}

TEST(Link, HasARecipeWeightsHiddenPanelsAnImageAndATheme) {
  const Link link = understood(
      "#recipe=conv+12x3+%7C+dense%2010+;+seed+1&weights=scratch&hide=recipe,results&show=draw&image=training+17&theme="
      "dark");
  EXPECT_EQ(link.recipe, "conv 12x3 | dense 10 ; seed 1");
  EXPECT_EQ(link.weights, "scratch");
  EXPECT_EQ(link.hidden, (Hidden{.recipe = true, .results = true}));
  EXPECT_EQ(link.show, "draw");
  EXPECT_EQ(link.image, (Image{"train", 17}));
  EXPECT_EQ(link.theme, "dark");
}

TEST(Link, IsReadableAndStaysTheSame) {
  Link link;
  link.recipe = "conv 12x3 | max-pool 2 | dense 10 ; sgd 0.005 step 4 0.5";
  link.hidden = {.recipe = true, .timeline = true};
  link.image = Image{"test", 9};
  EXPECT_EQ(print(link),
            "recipe=conv+12x3+%7C+max-pool+2+%7C+dense+10+;+sgd+0.005+step+4+0.5&hide=recipe,timeline&image=test+9");
  EXPECT_EQ(understood(print(link)), link);
}

TEST(Link, FixesTheRecipeAndNothingElse) {
  EXPECT_TRUE(understood("fix=recipe").fixesRecipe);
  EXPECT_EQ(print(understood("fix=recipe&show=draw")), "fix=recipe&show=draw");
  EXPECT_EQ(problemOf("fix=draw"), "This link is not all understood: it can fix recipe, not \"draw\".");
}

TEST(Link, CurvesAreTheResults) { EXPECT_EQ(understood("hide=curves"), understood("hide=results")); }

TEST(Link, TheLastOfAWordCounts) {
  EXPECT_EQ(understood("hide=recipe&theme=dark&hide=draw&theme=light"), understood("hide=draw&theme=light"));
}

TEST(Link, UsesTheRestAndSaysWhatItDoesNotUnderstand) {
  const Reading reading = parse("theme=pink&colour=red&hide=menu,recipe&image=test+x&recipe=%4&weights=none&show=me");
  EXPECT_EQ(reading.link, understood("hide=recipe"));
  EXPECT_EQ(reading.problems.size(), 7U);
  EXPECT_EQ(understood("theme=projector").theme, "projector");
  EXPECT_EQ(problemOf("theme=pink"),
            "This link is not all understood: theme is light, dark or projector, not \"pink\".");
  EXPECT_EQ(problemOf("colour=red"), "This link is not all understood: this page does not know the word \"colour\".");
  EXPECT_EQ(problemOf("recipe=a%2"),
            "This link is not all understood: after \"recipe\" a % is not followed by two hexadecimal digits.");
  EXPECT_EQ(problemOf("image=test"),
            "This link is not all understood: an image is \"test 17\" or \"training 17\", not \"test\".");
}

TEST(Link, QuotesNothingThatCannotBeShown) {
  EXPECT_EQ(problemOf("theme=%00%ff" + std::string(60, 'x')),
            "This link is not all understood: theme is light, dark or projector, not \"??" + std::string(38, 'x') +
                "\u2026\".");
}

TEST(Link, IsRefusedAsAWholeWhenItIsTooLong) {
  const Reading reading = parse("theme=dark&recipe=" + std::string(kLongest, 'x'));
  EXPECT_EQ(reading.link, Link());
  EXPECT_EQ(reading.problems.size(), 1U);
}

TEST(Link, ALessonIsOneOfThePagesOwnOrAFileInItsFolder) {
  for (const char* text : {"pooling", "mine.json", "lessons/mine.json", "a/b-1/c_2.v3.json"}) {
    const std::string link = "lesson=" + std::string(text);
    EXPECT_EQ(understood(link).lesson, text);
    EXPECT_EQ(print(understood(link)), link);
  }
  EXPECT_EQ(lessonFile("pooling"), "lessons/pooling.json");
  EXPECT_EQ(lessonFile("week4/mine.json"), "week4/mine.json");
}

TEST(Link, ALessonIsNeverOnAnotherSiteOrOutsideOfThePagesFolder) {
  for (const std::string text :
       {"https://a.example/l.json", "//a.example/l.json", "/l.json", "../l.json", "a/../../l.json", "a//l.json",
        "./l.json", ".json", "a/.json", "a\\l.json", "a:l.json", "l.json?x", "%2e%2e/l.json", "l.txt", "two words"}) {
    const Reading reading = parse("theme=dark&lesson=" + text);
    EXPECT_EQ(reading.link, understood("theme=dark")) << text;
    ASSERT_EQ(reading.problems.size(), 1U) << text;
    EXPECT_EQ(reading.problems[0].rfind("This link is not all understood: a lesson is one of the page's own, like", 0),
              0U)
        << reading.problems[0];
  }
  EXPECT_EQ(parse("lesson=" + std::string(kLongestLesson + 1, 'a')).problems.size(), 1U);
}

TEST(Link, AnImageIsOneOfTheDataSet) {
  for (const char* text : {"image=test+-1", "image=test+70000", "image=test+99999999999", "image=17", "image=val+3",
                           "image=test+1+2", "image=test++1"})
    EXPECT_EQ(parse(text).problems.size(), 1U) << text;
  EXPECT_EQ(understood("image=test+69999").image->index, 69999);
}

}  // namespace
}  // namespace atelier::link
