#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace atelier::cli {

// Each says in `error`, as one sentence, what went wrong and with which file.

// The file's bytes, inflated if they are gzip'd.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> readFile(const std::string& path, std::string& error);

// Replaces the file as a whole: whoever reads it meanwhile, and a machine that stops, finds the old one or the new one.
[[nodiscard]] bool writeFile(const std::string& path, std::span<const std::uint8_t> bytes, std::string& error);

// Whether writeFile() can be expected to succeed. Leaves the file as it is.
[[nodiscard]] bool canWrite(const std::string& path, std::string& error);

}  // namespace atelier::cli
