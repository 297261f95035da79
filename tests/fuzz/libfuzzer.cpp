// What libFuzzer calls with every input that it thinks of. ATELIER_CHECK is a function of checks.h.

#include <cstdio>
#include <cstdlib>

#include "fuzz/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string finding = atelier::fuzz::ATELIER_CHECK({data, size});
  if (finding.empty()) return 0;
  std::fprintf(stderr, "Finding: %s\n", finding.c_str());
  std::abort();
}
