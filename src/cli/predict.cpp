#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/model_input.h"
#include "cli/png.h"
#include "cli/report.h"
#include "data/drawing.h"
#include "data/wardrobe.h"
#include "train/evaluation.h"

namespace atelier::cli {

namespace {

// Whether the border, a twentieth of the image wide, is brighter on average than the middle half.
bool isDarkOnLight(const GreyImage& image) {
  const auto mean = [&](auto&& counts) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        if (!counts(x, y)) continue;
        sum += image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                            static_cast<std::size_t>(x)];
        ++count;
      }
    }
    return count > 0 ? sum / count : 0.0;
  };
  const int rim = std::max(1, std::min(image.width, image.height) / 20);
  const double border =
      mean([&](int x, int y) { return std::min({x, y, image.width - 1 - x, image.height - 1 - y}) < rim; });
  const double middle = mean([&](int x, int y) {
    return std::abs(2 * x + 1 - image.width) * 2 <= image.width &&
           std::abs(2 * y + 1 - image.height) * 2 <= image.height;
  });
  return border > middle;
}

// What the network is shown; says on stderr what was done to the image. Nothing when there is nothing on it.
std::optional<std::array<std::uint8_t, kPixels>> toPixels(GreyImage image) {
  const bool darkOnLight = isDarkOnLight(image);
  if (image.width == kSide && image.height == kSide) {
    if (darkOnLight) say("note: the image is taken as it is, but looks dark on light; Fashion-MNIST is light on black");
    std::array<std::uint8_t, kPixels> pixels{};
    std::copy(image.pixels.begin(), image.pixels.end(), pixels.begin());
    return pixels;
  }
  const auto [darkest, brightest] = std::minmax_element(image.pixels.begin(), image.pixels.end());
  if (*darkest == *brightest) return std::nullopt;
  if (darkOnLight) {
    for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  }
  const FittedDrawing fitted = fitDrawing(image.pixels, image.width, image.height);
  if (fitted.empty) return std::nullopt;
  say(std::string("note: ") + (darkOnLight ? "Dark on light: inverted. " : "") + fitted.how);
  return fitted.pixels;
}

void print(const std::vector<float>& probabilities, bool json) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
  });
  auto list = nlohmann::ordered_json::array();
  for (const std::size_t c : order) {
    const std::string name = className({}, static_cast<int>(c));
    list.push_back({{"class", name}, {"probability", probabilities[c]}});
    if (!json) std::printf("%-12s %8s\n", name.c_str(), percent(static_cast<double>(probabilities[c])).c_str());
  }
  if (!json) return;
  const nlohmann::ordered_json object = {{"class", className({}, static_cast<int>(order[0]))},
                                         {"predictions", std::move(list)}};
  std::printf("%s\n", object.dump().c_str());
}

}  // namespace

int predict(const Options& options) {
  std::string error;
  const auto model = loadModel(options.model, error);
  if (!model) return fail(kFailure, error);
  const auto bytes = readFile(options.subject, error);
  if (!bytes) return fail(kFailure, error);
  auto image = readPng(*bytes, error);
  if (!image) return fail(kFailure, options.subject + " cannot be used: " + error);
  const auto pixels = toPixels(std::move(*image));
  if (!pixels) return fail(kFailure, options.subject + " shows nothing: it is of one plain grey");
  Network<float> network = networkOf(*model);
  const auto probabilities = predict(network, *pixels, model->recipe.inputs);
  if (!std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return std::isfinite(p); })) {
    return fail(kFailure, options.model + " computes numbers that are not finite");
  }
  print(probabilities, options.json);
  return 0;
}

}  // namespace atelier::cli
