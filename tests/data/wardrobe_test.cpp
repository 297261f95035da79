#include "data/wardrobe.h"

#include <gtest/gtest.h>

#include "support/wardrobes.h"

namespace atelier {
namespace {

using testing::itemPixels;
using testing::wardrobeOf;

std::string refusalOfName(const Wardrobe& wardrobe, const std::string& name) {
  Wardrobe copy = wardrobe;
  std::string error;
  EXPECT_FALSE(addClass(copy, name, error)) << name;
  EXPECT_EQ(copy, wardrobe) << name;
  return error;
}

TEST(Wardrobe, NamesTheTenClassesAndThoseOfOnesOwn) {
  const Wardrobe wardrobe = wardrobeOf({"Scarf"}, {});
  EXPECT_EQ(className(wardrobe, 0), "T-shirt/top");
  EXPECT_EQ(className(wardrobe, 9), "Ankle boot");
  EXPECT_EQ(className(wardrobe, 10), "Scarf");
  EXPECT_EQ(className(wardrobe, 11), "own class 2");
  EXPECT_EQ(wardrobe.classes(), 11);
}

TEST(Wardrobe, TakesNamesInAnyScript) {
  for (const char* name : {"Mütze", "帽子", "Hat 2", "a", "🧣 scarf", "24 letters are allowed ."}) {
    Wardrobe wardrobe;
    std::string error;
    EXPECT_TRUE(addClass(wardrobe, name, error)) << name << ": " << error;
  }
}

TEST(Wardrobe, RefusesWhatIsNoNameWithASentence) {
  const Wardrobe wardrobe = wardrobeOf({"Scarf"}, {});
  EXPECT_EQ(refusalOfName(wardrobe, ""), "A class needs a name.");
  EXPECT_EQ(refusalOfName(wardrobe, "25 letters are too many .."),
            "The name of a class has at most 24 letters, fewer with accents.");
  for (const char* name :
       {"a\tb", "a\nb", "\x7f", "\xc2\x85", "\xff", "\xc3", "\xed\xa0\x80", "\xe0\x80\x80", "\xf5\x80\x80\x80"})
    EXPECT_EQ(refusalOfName(wardrobe, name), "The name of a class can hold letters, digits and signs only.");
  for (const char* name : {" a", "a ", " "})
    EXPECT_EQ(refusalOfName(wardrobe, name), "The name of a class begins and ends with no space.");
  EXPECT_EQ(refusalOfName(wardrobe, "scarf"), "There is a class \"Scarf\" already.");
  EXPECT_EQ(refusalOfName(wardrobe, "bag"), "There is a class \"Bag\" already.");
}

TEST(Wardrobe, HasSixOwnClassesAtMost) {
  const Wardrobe wardrobe = wardrobeOf({"a", "b", "c", "d", "e", "f"}, {15});
  EXPECT_EQ(refusalOfName(wardrobe, "g"), "There are six classes of your own already: rename one of them instead.");
}

TEST(Wardrobe, RenamesOwnClassesAlone) {
  Wardrobe wardrobe = wardrobeOf({"Scarf", "Hat"}, {10});
  std::string error;
  EXPECT_TRUE(renameClass(wardrobe, 10, "scarf", error)) << error;
  EXPECT_EQ(className(wardrobe, 10), "scarf");
  EXPECT_FALSE(renameClass(wardrobe, 10, "hat", error));
  EXPECT_EQ(error, "There is a class \"Hat\" already.");
  EXPECT_FALSE(renameClass(wardrobe, 9, "Boot", error));
  EXPECT_EQ(error, "Only a class of your own can be renamed.");
  EXPECT_FALSE(renameClass(wardrobe, 12, "Boot", error));
}

TEST(Wardrobe, KeepsItemsInTheirOrder) {
  Wardrobe wardrobe = wardrobeOf({"Scarf"}, {3, 10, 3});
  std::string error;
  EXPECT_TRUE(removeItem(wardrobe, 0, error)) << error;
  EXPECT_EQ(wardrobe.items.count(), 2);
  EXPECT_EQ(wardrobe.items.label(0), 10);
  EXPECT_EQ(wardrobe.items.image(0)[0], itemPixels(1)[0]);
  EXPECT_FALSE(removeItem(wardrobe, 2, error));
  EXPECT_EQ(error, "There is no item 3 in the wardrobe.");
}

TEST(Wardrobe, RefusesItemsOfNoClassAndOfOtherSizes) {
  Wardrobe wardrobe = wardrobeOf({"Scarf"}, {});
  std::string error;
  for (const int label : {-1, 11}) EXPECT_FALSE(addItem(wardrobe, itemPixels(0), label, error));
  EXPECT_FALSE(addItem(wardrobe, std::vector<std::uint8_t>(783), 0, error));
  EXPECT_EQ(error, "An item is a picture of 28x28 with one of the classes.");
  EXPECT_EQ(wardrobe.items.count(), 0);
}

TEST(Wardrobe, TakesAPictureOnceInAClass) {
  Wardrobe wardrobe = wardrobeOf({}, {4, 4});
  std::string error;
  EXPECT_FALSE(addItem(wardrobe, itemPixels(1), 4, error));
  EXPECT_EQ(error, "This picture is in the wardrobe already, as Coat.");
  EXPECT_TRUE(addItem(wardrobe, itemPixels(1), 5, error)) << error;
}

TEST(Wardrobe, IsFullWith500Items) {
  Wardrobe wardrobe = wardrobeOf({}, std::vector<int>(500, 4));
  std::string error;
  EXPECT_FALSE(addItem(wardrobe, itemPixels(500), 0, error));
  EXPECT_EQ(error, "The wardrobe is full: it holds 500 items. Remove some first.");
}

TEST(Wardrobe, MergesByTheNamesOfClasses) {
  Wardrobe wardrobe = wardrobeOf({"Scarf"}, {10});
  Wardrobe other;
  std::string error;
  ASSERT_TRUE(addClass(other, "Hat", error) && addClass(other, "scarf", error));
  ASSERT_TRUE(addItem(other, itemPixels(5), 10, error) && addItem(other, itemPixels(6), 11, error) &&
              addItem(other, itemPixels(7), 2, error));
  ASSERT_TRUE(merge(wardrobe, other, error)) << error;
  EXPECT_EQ(wardrobe.names, (std::vector<std::string>{"Scarf", "Hat"}));
  EXPECT_EQ(wardrobe.items.labels, (std::vector<std::uint8_t>{10, 11, 10, 2}));
  EXPECT_EQ(wardrobe.items.image(1)[0], itemPixels(5)[0]);
}

TEST(Wardrobe, MergedWithItselfItIsTheSame) {
  const Wardrobe wardrobe = wardrobeOf({"Scarf"}, {10, 2, 2});
  Wardrobe both = wardrobe;
  std::string error;
  EXPECT_TRUE(merge(both, wardrobe, error)) << error;
  EXPECT_EQ(both, wardrobe);
}

TEST(Wardrobe, MergesAllOrNothing) {
  const Wardrobe before = wardrobeOf({"a", "b", "c", "d", "e"}, {1});
  Wardrobe wardrobe = before;
  std::string error;
  EXPECT_FALSE(merge(wardrobe, wardrobeOf({"f", "g"}, {10, 11}), error));
  EXPECT_EQ(error, "There are six classes of your own already: rename one of them instead.");
  EXPECT_EQ(wardrobe, before);
  Wardrobe full = wardrobeOf({}, std::vector<int>(499, 4));
  const Wardrobe fullBefore = full;
  EXPECT_FALSE(merge(full, wardrobeOf({}, {5, 6}), error));
  EXPECT_EQ(full, fullBefore);
}

}  // namespace
}  // namespace atelier
