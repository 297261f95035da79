#include "math/tensor.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace atelier {
namespace {

bool slackIsZero(const Tensor<float>& tensor) {
  const float* end = tensor.data() + tensor.size();
  return std::all_of(end, end + Tensor<float>::kSlack, [](float number) { return number == 0; });
}

TEST(Shape, CountsItsNumbers) {
  constexpr Shape shape{2, 3, 4, 5};
  static_assert(shape.features() == 60);
  static_assert(shape.size() == 120);
  EXPECT_EQ(Shape{}.size(), 1);
  EXPECT_NE(shape, (Shape{2, 3, 5, 4}));
}

TEST(Tensor, IsEmptyAtFirst) {
  const Tensor<float> tensor;
  EXPECT_EQ(tensor.size(), 0);
}

TEST(Tensor, StartsAtZeroWithItsSlack) {
  const Tensor<float> tensor({2, 1, 3, 3});
  ASSERT_EQ(tensor.size(), 18);
  EXPECT_TRUE(std::all_of(tensor.data(), tensor.data() + 18, [](float number) { return number == 0; }));
  EXPECT_TRUE(slackIsZero(tensor));
}

TEST(Tensor, ImagesFollowEachOther) {
  Tensor<float> tensor({3, 2, 4, 5});
  EXPECT_EQ(tensor.image(0), tensor.data());
  EXPECT_EQ(tensor.image(2) - tensor.image(1), 40);
  EXPECT_EQ(static_cast<const Tensor<float>&>(tensor).image(2), tensor.data() + 80);
}

TEST(Tensor, KeepsItsMemoryWhenItShrinks) {
  Tensor<float> tensor({7, 1, 4, 4});
  const float* before = tensor.data();
  tensor.resize({2, 1, 4, 4});
  EXPECT_EQ(tensor.data(), before);
  EXPECT_EQ(tensor.shape(), (Shape{2, 1, 4, 4}));
  tensor.resize({7, 1, 4, 4});
  EXPECT_EQ(tensor.data(), before);
}

TEST(Tensor, HasZerosPastItsEndAfterEveryResize) {
  Tensor<float> tensor({4, 1, 4, 4});
  std::fill_n(tensor.data(), tensor.size(), 5.0F);
  tensor.resize({2, 1, 4, 4});
  EXPECT_TRUE(slackIsZero(tensor));
  std::fill_n(tensor.data(), tensor.size(), 5.0F);
  tensor.resize({4, 1, 4, 4});
  EXPECT_TRUE(slackIsZero(tensor));
  std::fill_n(tensor.data(), tensor.size(), 5.0F);
  tensor.resize({20, 1, 4, 4});
  EXPECT_TRUE(slackIsZero(tensor));
}

}  // namespace
}  // namespace atelier
