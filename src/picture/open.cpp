#include "picture/open.h"

#include <algorithm>
#include <string_view>

#include "picture/jpeg.h"
#include "picture/kind.h"
#include "picture/pixels.h"
#include "picture/png.h"
#include "sketch/acts.h"

namespace atelier::picture {

namespace {

// "12,345,678".
std::string figure(int number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string sizeOf(int width, int height) { return figure(width) + " \u00d7 " + figure(height) + " pixels"; }

std::string refusalOfKind(const std::string& kind) {
  const std::string what = kind.empty()      ? "This is not a picture that can be read"
                           : kind == "video" ? "This is a video"
                           : kind == "ZIP"   ? "This is a ZIP archive"
                                             : "This is a file of the kind " + kind;
  return what + ": only PNG and JPEG can be opened.";
}

std::string refusalOfSize(int width, int height, const Limits& limits) {
  if (width <= 0 || height <= 0) return "The file is damaged or ends early: it does not say how large its picture is.";
  if (width <= limits.side && height <= limits.side && static_cast<double>(width) * height <= limits.pixels) return "";
  return "The picture has " + sizeOf(width, height) + ": at most " + figure(limits.pixels / 1'000'000) +
         " million, and " + figure(limits.side) + " along a side, can be opened.";
}

std::string refusalOf(Outcome outcome, const std::string& kind, int width, int height) {
  if (outcome == Outcome::kDamaged)
    return "The " + kind + " file is damaged, ends early or is of a rare kind, and cannot be opened.";
  return "The picture of " + sizeOf(width, height) + " takes more memory than the page has: make it smaller first.";
}

// Sums over pixels of grey, perhaps with alpha.
struct Sums {
  double seen = 0;   // of grey times alpha, both up to 255
  double alpha = 0;  // of alpha
  int count = 0;

  double meanOver(double ground) const { return (seen + ground * (255.0 * count - alpha)) / (255.0 * count); }
};

// Requires a box inside of the picture.
Sums sumsOver(const Pixels& pixels, int channels, int left, int top, int right, int bottom) {
  Sums sums;
  for (int row = top; row < bottom; ++row) {
    const std::uint8_t* at = pixels.bytes.get() + (static_cast<std::size_t>(row) * pixels.width + left) * channels;
    for (int column = left; column < right; ++column, at += channels) {
      const int alpha = channels == 2 ? at[1] : 255;
      sums.seen += at[0] * alpha;
      sums.alpha += alpha;
    }
  }
  sums.count = (right - left) * (bottom - top);
  return sums;
}

sketch::Picture reduced(const Pixels& pixels, int channels, double ground) {
  const int step = (std::max(pixels.width, pixels.height) + Opened::kSide - 1) / Opened::kSide;
  sketch::Picture to{(pixels.width + step - 1) / step, (pixels.height + step - 1) / step, {}};
  to.greys.reserve(static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height));
  for (int top = 0; top < pixels.height; top += step) {
    for (int left = 0; left < pixels.width; left += step) {
      const Sums sums = sumsOver(pixels, channels, left, top, std::min(left + step, pixels.width),
                                 std::min(top + step, pixels.height));
      to.greys.push_back(static_cast<std::uint8_t>(sums.meanOver(ground) + 0.5));
    }
  }
  return to;
}

// As Exif numbers the eight ways in which a camera can be held.
sketch::Picture upright(const sketch::Picture& picture, int orientation) {
  constexpr int kQuarters[] = {0, 0, 2, 2, 3, 1, 1, 3};
  const bool isMirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  return turned(isMirrored ? mirrored(picture) : picture, kQuarters[orientation - 1]);
}

}  // namespace

std::optional<Opened> open(std::span<const std::uint8_t> file, std::string& error, const Limits& limits) {
  const auto refuse = [&error](std::string why) {
    error = std::move(why);
    return std::nullopt;
  };
  if (file.empty()) return refuse("The file is empty.");
  if (file.size() > limits.bytes) {
    return refuse("The file is larger than " + std::to_string(limits.bytes >> 20U) +
                  " MB, which is the most that is opened.");
  }
  const std::string kind = kindOf(file);
  const bool isPng = kind == "PNG";
  if (!isPng && kind != "JPEG") return refuse(refusalOfKind(kind));
  const PngFacts png = isPng ? lookAtPng(file) : PngFacts{};
  const JpegFacts jpeg = isPng ? JpegFacts{} : lookAtJpeg(file);
  const int width = isPng ? png.width : jpeg.width;
  const int height = isPng ? png.height : jpeg.height;
  const std::string wrongSize = refusalOfSize(width, height, limits);
  if (!wrongSize.empty()) return refuse(wrongSize);
  if (!isPng && !jpeg.isWhole) return refuse(refusalOf(Outcome::kDamaged, kind, width, height));

  const int channels = png.hasAlpha ? 2 : 1;
  Pixels pixels;
  const Outcome outcome = readPixels(file, channels, limits.memory, pixels);
  if (outcome != Outcome::kDone) return refuse(refusalOf(outcome, kind, width, height));
  const Sums all = sumsOver(pixels, channels, 0, 0, pixels.width, pixels.height);
  if (all.alpha == 0) return refuse("The picture is transparent everywhere: there is nothing to be seen.");

  Opened opened;
  const double ground = all.seen / all.alpha >= 128 ? 0 : 255;
  opened.picture = upright(reduced(pixels, channels, ground), jpeg.orientation);
  opened.isDrawing =
      png.isDrawing && opened.picture.width == sketch::kPadSide && opened.picture.height == sketch::kPadSide;
  if (png.isAnimated) opened.note = "The file is animated: this is its first picture.";
  return opened;
}

}  // namespace atelier::picture
