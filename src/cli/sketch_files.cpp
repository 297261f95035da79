#include "cli/sketch_files.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>
#include <system_error>

#include "cli/files.h"

namespace atelier::cli {

namespace {

using nlohmann::json;

constexpr double kMost = 255;  // of a coordinate in the file
constexpr int kMargin = sketch::kUnits / 10;

// One coordinate of every place of a stroke, in units of the pad.
bool readCoordinates(const json& list, std::vector<int>& to) {
  if (!list.is_array() || list.empty()) return false;
  for (const json& number : list) {
    const double value = number.is_number() ? number.get<double>() : -1;
    const bool isInside = value >= 0 && value <= kMost;  // false when it is not a number
    if (!isInside) return false;
    to.push_back(kMargin + static_cast<int>(value / kMost * (sketch::kUnits - 2 * kMargin) + 0.5));
  }
  return true;
}

bool readStroke(const json& lists, sketch::Stroke& stroke) {
  std::vector<int> x;
  std::vector<int> y;
  if (!lists.is_array() || lists.size() != 2 || !readCoordinates(lists[0], x) || !readCoordinates(lists[1], y) ||
      x.size() != y.size()) {
    return false;
  }
  for (std::size_t i = 0; i < x.size(); ++i) stroke.places.push_back({x[i], y[i], sketch::kBrushWidth});
  return true;
}

// What is wrong with a line, or nothing.
std::string readLine(std::string_view line, std::vector<sketch::Stroke>& strokes) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return "is not a JSON object";
  const auto drawing = object.find("drawing");
  if (drawing == object.end() || !drawing->is_array() || drawing->empty()) return "has no list \"drawing\" of strokes";
  for (const json& lists : *drawing) {
    if (!readStroke(lists, strokes.emplace_back())) {
      return "has a stroke that is not two lists of as many numbers from 0 to 255";
    }
  }
  return "";
}

bool readSketchFile(const std::string& path, SketchFile& file, std::string& error) {
  const auto bytes = readFile(path, error);
  if (!bytes) return false;
  std::string_view rest(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string wrong = readLine(line, file.drawings.emplace_back());
    if (wrong.empty()) continue;
    error = path + ": line " + std::to_string(number) + " " + wrong;
    return false;
  }
  if (file.drawings.empty()) error = path + " has no drawing";
  return !file.drawings.empty();
}

}  // namespace

std::optional<std::vector<SketchFile>> readSketches(const std::string& folder, std::string& error) {
  std::error_code code;
  std::vector<std::filesystem::path> paths;
  for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
    if (entry->path().extension() == ".ndjson") paths.push_back(entry->path());
  }
  if (code) {
    error = "the folder " + folder + " cannot be read: " + code.message();
    return std::nullopt;
  }
  if (paths.empty()) {
    error = "there are no .ndjson files in " + folder;
    return std::nullopt;
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SketchFile> files;
  for (const auto& path : paths) {
    SketchFile& file = files.emplace_back();
    file.word = path.stem().string();
    if (!readSketchFile(path.string(), file, error)) return std::nullopt;
  }
  return files;
}

}  // namespace atelier::cli
