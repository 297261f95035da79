#include "picture/pixels.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

// stb_image's memory: counted, for a file of a few bytes can ask for any amount; kept in a list, for it loses some
// where it gives up; and 0 at first, for it may read what a damaged file never wrote.
class Memory {
 public:
  void allow(std::size_t bytes) { left_ = bytes; }

  void* take(std::size_t size) {
    void* const place = size <= left_ ? std::calloc(std::max<std::size_t>(size, 1), 1) : nullptr;
    if (place == nullptr) return nullptr;
    left_ -= size;
    blocks_.push_back({place, size});
    return place;
  }

  void giveBack(void* place) {
    const auto block = find(place);
    if (block == blocks_.end()) return;
    left_ += block->size;
    blocks_.erase(block);
    std::free(place);
  }

  void* takeMore(void* place, std::size_t size) {
    const auto block = find(place);
    const std::size_t before = block == blocks_.end() ? 0 : block->size;
    void* const more = take(size);
    if (more == nullptr) return nullptr;
    if (before > 0) std::memcpy(more, place, std::min(size, before));
    giveBack(place);
    return more;
  }

  // Gives back all but this one, which is the caller's now.
  void end(const void* result) {
    if (result != nullptr) blocks_.erase(find(result));
    while (!blocks_.empty()) giveBack(blocks_.back().place);
  }

 private:
  struct Block {
    void* place;
    std::size_t size;
  };

  std::vector<Block>::iterator find(const void* place) {
    return std::find_if(blocks_.begin(), blocks_.end(), [=](const Block& block) { return block.place == place; });
  }

  std::vector<Block> blocks_;
  std::size_t left_ = 0;
};

Memory& memory() {
  static thread_local Memory all;
  return all;
}

}  // namespace

// The same bits everywhere: without vector instructions.
#define STBI_MALLOC(size) memory().take(size)
#define STBI_REALLOC(place, size) memory().takeMore(place, size)
#define STBI_FREE(place) memory().giveBack(place)
#define STBI_NO_SIMD
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_MAX_DIMENSIONS 8192
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace atelier::picture {

Outcome readPixels(std::span<const std::uint8_t> file, int channels, std::size_t mostMemory, Pixels& to) {
  memory().allow(mostMemory);
  int channelsThere = 0;
  std::uint8_t* const bytes = stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &to.width, &to.height,
                                                    &channelsThere, channels);
  memory().end(bytes);
  to.bytes.reset(bytes);
  if (bytes != nullptr) return Outcome::kDone;
  const std::string_view reason = stbi_failure_reason();
  return reason == "outofmem" || reason == "too large" ? Outcome::kOutOfMemory : Outcome::kDamaged;
}

std::vector<std::uint8_t> writePixels(std::span<const std::uint8_t> greys, int width, int height) {
  int length = 0;
  std::uint8_t* const bytes = stbi_write_png_to_mem(greys.data(), width, width, height, 1, &length);
  std::vector<std::uint8_t> file(bytes, bytes + length);
  STBIW_FREE(bytes);
  return file;
}

}  // namespace atelier::picture
