#pragma once

// Messages seen as lists of named values, for tests of all of them alike.

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "protocol/messages.h"

namespace atelier::testing {

using Value = std::variant<bool, int, double, std::string, protocol::Floats, protocol::Bytes>;
using Fields = std::vector<std::pair<std::string, Value>>;

template <class Message>
Fields fieldsOf(const Message& message) {
  Fields fields;
  Message::fields(message, [&](const char* name, const auto& value) { fields.emplace_back(name, Value(value)); });
  return fields;
}

template <class... M>
Fields fieldsOf(const std::variant<M...>& message) {
  return std::visit([](const auto& m) { return fieldsOf(m); }, message);
}

// Gives every field a value that no other field and no default has.
template <class Message>
void fillDistinctly(Message& message) {
  int next = 3;
  Message::fields(message, [&](const char* name, auto& value) {
    using V = std::remove_reference_t<decltype(value)>;
    const int n = next++;
    if constexpr (std::is_same_v<V, bool>) {
      value = !value;
    } else if constexpr (std::is_same_v<V, std::string>) {
      value = std::string(name) + "\t" + std::to_string(n) + "\n\"\u00e9\u4e2d\U0001f600";
    } else if constexpr (std::is_same_v<V, protocol::Floats>) {
      value = {static_cast<float>(n), -0.1F, 1e30F};
    } else if constexpr (std::is_same_v<V, protocol::Bytes>) {
      value = {static_cast<std::uint8_t>(n), 0, 255};
    } else {
      value = static_cast<V>(-1000 - n) - static_cast<V>(std::is_same_v<V, double> ? 0.1 : 0);
    }
  });
}

// Calls visit(message) with a default of every type in the variant.
template <class Variant, class Visit>
void forEachMessage(Visit visit) {
  [&]<class... M>(std::variant<M...>*) { (visit(M{}), ...); }(static_cast<Variant*>(nullptr));
}

}  // namespace atelier::testing
