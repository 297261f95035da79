#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace atelier {

// The safetensors format (Hugging Face): 8 bytes of header length, little-endian; a JSON header of names, types, shapes
// and places; the numbers. Only F32 here.

struct NamedTensor {
  std::string name;
  std::vector<int> shape;
  std::vector<float> numbers;  // as many as the shape says
};

struct TensorFile {
  std::vector<NamedTensor> tensors;  // in the order in which their numbers lie in the file
  std::map<std::string, std::string> metadata;
};

std::vector<std::uint8_t> writeSafetensors(const TensorFile& file);

// Trusts nothing: a header of at most 64 KiB, at most 64 tensors (a network of 24 layers has up to 48), numbers that
// cover the rest of the file exactly and without overlap, all finite. Otherwise returns nothing and sets `error` to a
// sentence.
[[nodiscard]] std::optional<TensorFile> readSafetensors(std::span<const std::uint8_t> bytes, std::string& error);

}  // namespace atelier
