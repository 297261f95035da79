#include "support/gradient_check.h"

#include <gtest/gtest.h>

// The checker itself: it must find what is wrong with a layer that breaks the contract in one way.

namespace atelier {
namespace {

enum class Defect {
  kNone,
  kInput,
  kParameter,
  kOverwritesGradient,
  kAddsToDx,
  kAddsToY,
  kNullMatters,
  kPastTheEnd,
  kAddsImageByImage
};

// y = p * x + x^2 / 2, number by number, with one learned p.
class Flawed : public Layer<double> {
 public:
  explicit Flawed(Defect defect) : defect_(defect) {}
  Shape outputShape(const Shape& x) const override { return x; }
  std::span<Parameter<double>> parameters() override { return {&p_, 1}; }
  void forward(const Tensor<double>& x, Tensor<double>& y) override {
    for (int i = 0; i < x.size(); ++i) {
      const double value = p_.value[0] * x.data()[i] + x.data()[i] * x.data()[i] / 2;
      y.data()[i] = defect_ == Defect::kAddsToY ? y.data()[i] + value : value;
    }
    if (defect_ == Defect::kPastTheEnd) y.data()[y.size()] = 1;
  }
  void backward(const Tensor<double>& x, const Tensor<double>&, const Tensor<double>& dy, Tensor<double>* dx) override {
    if (defect_ == Defect::kOverwritesGradient) p_.gradient[0] = 0;
    if (defect_ == Defect::kNullMatters && dx == nullptr) return;
    double sum = 0;
    for (int i = 0; i < x.size(); ++i) {
      const double d = dy.data()[i];
      double& to = defect_ == Defect::kAddsImageByImage ? p_.gradient[0] : sum;
      to += d * x.data()[i] * (defect_ == Defect::kParameter ? 1.01 : 1);
      if (dx == nullptr) continue;
      const double value = d * (p_.value[0] + (defect_ == Defect::kInput && i == 3 ? 0 : x.data()[i]));
      dx->data()[i] = defect_ == Defect::kAddsToDx ? dx->data()[i] + value : value;
    }
    p_.gradient[0] += sum;
  }

 private:
  Defect defect_;
  Parameter<double> p_{.name = "factor", .value = {}, .gradient = {}};
};

std::string logOf(Defect defect) {
  Random random(1);
  Flawed layer(defect);
  const auto x = testing::randomTensor<double>({2, 1, 2, 3}, random);
  return testing::checkLayer(layer, x, random);
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(GradientCheck, AcceptsARightLayer) { EXPECT_EQ(logOf(Defect::kNone), ""); }

TEST(GradientCheck, FindsAWrongInputGradientAndItsPlace) {
  const std::string log = logOf(Defect::kInput);
  EXPECT_TRUE(has(log, "dx[3]")) << log;
  EXPECT_FALSE(has(log, "dx[2]")) << log;
}

TEST(GradientCheck, FindsAGradientThatIsNotSummedBeforeItIsAdded) {
  const std::string log = logOf(Defect::kAddsImageByImage);
  EXPECT_TRUE(has(log, "formed first")) << log;
}

TEST(GradientCheck, FindsAWrongParameterGradient) {
  EXPECT_TRUE(has(logOf(Defect::kParameter), "gradient of factor[0]")) << logOf(Defect::kParameter);
}

TEST(GradientCheck, FindsAGradientThatIsOverwritten) {
  EXPECT_TRUE(has(logOf(Defect::kOverwritesGradient), "formed first"));
}

TEST(GradientCheck, FindsWhatIsAddedInsteadOfOverwritten) {
  EXPECT_TRUE(has(logOf(Defect::kAddsToDx), "does not overwrite all of dx"));
  EXPECT_TRUE(has(logOf(Defect::kAddsToY), "does not overwrite all of y"));
}

TEST(GradientCheck, FindsALayerThatNeedsDx) { EXPECT_TRUE(has(logOf(Defect::kNullMatters), "others when dx is null")); }

TEST(GradientCheck, FindsAWriteBehindTheEnd) {
  EXPECT_TRUE(has(logOf(Defect::kPastTheEnd), "writes past the end of y"));
}

}  // namespace
}  // namespace atelier
