#include "worker/pretrained.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "data/inputs.h"
#include "nn/word_reader.h"

namespace atelier::worker {

namespace {

// "60,000"
std::string grouped(int count) {
  std::string digits = std::to_string(count);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return digits;
}

}  // namespace

bool Pretrained::arrived(std::span<const std::uint8_t> bytes) {
  std::string error;
  model_ = readModel(bytes, error);
  if (!model_) {
    note_ = "There is no pretrained model: the file that came is not one. " + error;
    return false;
  }
  network_ = std::make_unique<Network<float>>(model_->recipe.network, kInputShape);
  std::copy(model_->parameters.begin(), model_->parameters.end(), network_->parameters().begin());
  note_ = "Trained before on " + grouped(model_->recipe.train) + " images of " + model_->notes["dataset"] + " for " +
          std::to_string(model_->recipe.epochs) + " epochs.";
  const double accuracy = std::atof(model_->notes["testAccuracy"].c_str());
  if (accuracy > 0) {
    note_.back() = ':';
    note_ += " " + printNumber(std::round(accuracy * 1000) / 10) + " % of the test images right.";
  }
  return true;
}

}  // namespace atelier::worker
