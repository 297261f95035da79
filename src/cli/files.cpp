#include "cli/files.h"

#include <zlib.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace atelier::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 512U * 1024 * 1024;  // of an inflated file
constexpr unsigned kChunk = 1024 * 1024;

std::string reason() { return std::error_code(errno, std::generic_category()).message(); }

// Something like a device cannot be replaced, only written to.
bool isReplaceable(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

std::string partOf(const std::string& path) { return isReplaceable(path) ? path + ".part" : path; }

}  // namespace

std::optional<std::vector<std::uint8_t>> readFile(const std::string& path, std::string& error) {
  errno = 0;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    error = path + " cannot be read: " + reason();
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes;
  int count = 0;
  do {
    const std::size_t before = bytes.size();
    bytes.resize(before + kChunk);
    count = gzread(file, bytes.data() + before, kChunk);
    bytes.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
  } while (count > 0 && bytes.size() <= kMaxBytes);
  int code = Z_OK;
  const std::string text = gzerror(file, &code);
  gzclose_r(file);
  if (count == 0 && code == Z_OK) return bytes;
  error = path + (count > 0 ? " is too large to be read" : " cannot be read: " + (code == Z_ERRNO ? reason() : text));
  return std::nullopt;
}

bool writeFile(const std::string& path, std::span<const std::uint8_t> bytes, std::string& error) {
  const std::string part = partOf(path);
  errno = 0;
  std::ofstream out(part, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code code = out.good() ? std::error_code() : std::error_code(errno, std::generic_category());
  if (out.good() && part != path) fs::rename(part, path, code);
  if (out.good() && !code) return true;
  error = path + " cannot be written: " + code.message();
  return false;
}

bool canWrite(const std::string& path, std::string& error) {
  const std::string part = partOf(path);
  errno = 0;
  if (!std::ofstream(part, std::ios::app)) {
    error = path + " cannot be written: " + reason();
    return false;
  }
  std::error_code code;
  if (part != path) fs::remove(part, code);
  return true;
}

}  // namespace atelier::cli
