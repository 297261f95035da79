#pragma once

namespace atelier::testing {

// Under ASan, where arithmetic takes fifteen times as long: what trains or tests for long is left out there, if shorter
// tests run the same code.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
#else
inline constexpr bool kIsSanitized = false;
#endif

}  // namespace atelier::testing
