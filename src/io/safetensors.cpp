#include "io/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

namespace atelier {

namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "numbers are stored as they lie in memory");

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMaxHeader = 64 * 1024;
constexpr std::size_t kMaxTensors = 64;                  // the largest network has 48
constexpr std::uint64_t kMaxNumbers = 64 * 1024 * 1024;  // in one tensor

// Where a tensor lies among the numbers, in bytes.
struct Place {
  NamedTensor tensor;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// The product of the shape, or nothing when it is no shape or too large.
std::optional<std::uint64_t> readShape(const json& entry, std::vector<int>& shape) {
  const auto at = entry.find("shape");
  if (at == entry.end() || !at->is_array() || at->size() > 8) return std::nullopt;
  std::uint64_t count = 1;
  for (const json& size : *at) {
    if (!size.is_number_unsigned() || size.get<std::uint64_t>() > kMaxNumbers) return std::nullopt;
    count *= size.get<std::uint64_t>();  // at most 2^52: no overflow
    if (count > kMaxNumbers) return std::nullopt;
    shape.push_back(size.get<int>());
  }
  return count;
}

bool readPlace(const std::string& name, const json& entry, Place& place) {
  place.tensor.name = name;
  if (!entry.is_object() || entry.value("dtype", json()) != "F32") return false;
  const auto count = readShape(entry, place.tensor.shape);
  const auto offsets = entry.find("data_offsets");
  if (!count || offsets == entry.end() || !offsets->is_array() || offsets->size() != 2 ||
      !(*offsets)[0].is_number_unsigned() || !(*offsets)[1].is_number_unsigned()) {
    return false;
  }
  place.begin = (*offsets)[0].get<std::uint64_t>();
  place.end = (*offsets)[1].get<std::uint64_t>();
  return place.begin <= place.end && place.end - place.begin == *count * sizeof(float);
}

bool readHeader(const json& header, std::vector<Place>& places, TensorFile& file, std::string& error) {
  if (!header.is_object() || header.size() > kMaxTensors + header.count("__metadata__")) {
    error = "The header of this weights file is not JSON of at most 64 tensors.";
    return false;
  }
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") {
      if (!entry.is_object()) continue;
      for (const auto& [key, value] : entry.items()) {
        if (value.is_string()) file.metadata[key] = value.get<std::string>();
      }
      continue;
    }
    places.emplace_back();
    if (!readPlace(name, entry, places.back())) {
      error = "The tensor \"" + name + "\" of this weights file has no proper type, shape and place.";
      return false;
    }
  }
  // A tensor without numbers lies before the one that begins at the same place.
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  return true;
}

}  // namespace

std::vector<std::uint8_t> writeSafetensors(const TensorFile& file) {
  json header = json::object();
  if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
  std::size_t end = 0;
  for (const NamedTensor& tensor : file.tensors) {
    const std::size_t begin = end;
    end += tensor.numbers.size() * sizeof(float);
    header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
  }
  std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  const std::uint64_t length = text.size();
  std::vector<std::uint8_t> bytes(kLengthBytes + text.size() + end);
  std::memcpy(bytes.data(), &length, kLengthBytes);
  std::memcpy(bytes.data() + kLengthBytes, text.data(), text.size());
  std::uint8_t* to = bytes.data() + kLengthBytes + text.size();
  for (const NamedTensor& tensor : file.tensors) {
    if (!tensor.numbers.empty()) std::memcpy(to, tensor.numbers.data(), tensor.numbers.size() * sizeof(float));
    to += tensor.numbers.size() * sizeof(float);
  }
  return bytes;
}

std::optional<TensorFile> readSafetensors(std::span<const std::uint8_t> bytes, std::string& error) {
  std::uint64_t length = 0;
  if (bytes.size() >= kLengthBytes) std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length < 2 || length > kMaxHeader || length > bytes.size() - kLengthBytes) {
    error = "This is not a weights file (safetensors), or it is cut off in its header.";
    return std::nullopt;
  }
  const auto* text = reinterpret_cast<const char*>(bytes.data()) + kLengthBytes;
  const json header = json::parse(text, text + length, nullptr, false);
  TensorFile file;
  std::vector<Place> places;
  if (!readHeader(header, places, file, error)) return std::nullopt;
  const auto numbers = bytes.subspan(kLengthBytes + static_cast<std::size_t>(length));
  std::uint64_t end = 0;
  for (Place& place : places) {
    if (place.begin != end || place.end > numbers.size()) {
      error = "The numbers of tensor \"" + place.tensor.name + "\" do not lie where this weights file says.";
      return std::nullopt;
    }
    end = place.end;
    auto& to = place.tensor.numbers;
    to.resize(static_cast<std::size_t>(place.end - place.begin) / sizeof(float));
    if (!to.empty()) std::memcpy(to.data(), numbers.data() + place.begin, to.size() * sizeof(float));
    if (!std::all_of(to.begin(), to.end(), [](float number) { return std::isfinite(number); })) {
      error = "The tensor \"" + place.tensor.name + "\" of this weights file holds numbers that are not finite.";
      return std::nullopt;
    }
    file.tensors.push_back(std::move(place.tensor));
  }
  if (end != numbers.size()) {
    error = "This weights file is longer or shorter than its header says.";
    return std::nullopt;
  }
  return file;
}

}  // namespace atelier
