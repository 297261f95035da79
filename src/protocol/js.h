#pragma once

// Messages to and from JavaScript: {version, type, body, bulk?}. Emscripten only.
//
// toJs() lends nothing: a bulk is copied into a typed array of its own, which the caller may transfer.
// fromJs() takes nothing on trust: another version, an unknown type, a missing field or one of another kind is
// refused with a sentence that names it. Numbers for int fields must be whole and in range.

#include <emscripten/val.h>

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "protocol/messages.h"

namespace atelier::protocol {

namespace js_detail {

using emscripten::val;

template <class T>
val typedArray(const std::vector<T>& values) {
  const char* name = std::is_same_v<T, float> ? "Float32Array" : "Uint8Array";
  return val::global(name).new_(emscripten::typed_memory_view(values.size(), values.data()));
}

inline bool read(const val& from, bool& to) {
  if (from.typeOf().as<std::string>() != "boolean") return false;
  to = from.as<bool>();
  return true;
}

inline bool read(const val& from, double& to) {
  if (!from.isNumber()) return false;
  to = from.as<double>();
  return true;
}

inline bool read(const val& from, int& to) {
  double number = 0;
  if (!read(from, number) || std::trunc(number) != number) return false;
  if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) return false;
  to = static_cast<int>(number);
  return true;
}

inline bool read(const val& from, std::string& to) {
  if (!from.isString()) return false;
  to = from.as<std::string>();
  return true;
}

template <class T>
bool read(const val& from, std::vector<T>& to) {
  const char* name = std::is_same_v<T, float> ? "Float32Array" : "Uint8Array";
  if (!from.instanceof(val::global(name))) return false;
  to.resize(from["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(to.size(), to.data())).call<void>("set", from);
  return true;
}

inline const char* kindOf(const bool&) { return "true or false"; }
inline const char* kindOf(const double&) { return "a number"; }
inline const char* kindOf(const int&) { return "a whole number"; }
inline const char* kindOf(const std::string&) { return "a string"; }
inline const char* kindOf(const Floats&) { return "a Float32Array"; }
inline const char* kindOf(const Bytes&) { return "a Uint8Array"; }

template <class Message>
std::string readFields(const val& object, Message& message) {
  std::string error;
  const val body = object["body"];
  const bool hasBody = body.typeOf().as<std::string>() == "object" && !body.isNull();
  Message::fields(message, [&](const char* name, auto& value) {
    using Value = std::remove_reference_t<decltype(value)>;
    constexpr bool isBulk = std::is_same_v<Value, Floats> || std::is_same_v<Value, Bytes>;
    if (!error.empty()) return;
    const val from = isBulk ? object["bulk"] : (hasBody ? body[name] : val::undefined());
    if (!read(from, value)) {
      error = std::string(Message::kType) + ": the field \"" + name + "\" must be " + kindOf(value) + ".";
    }
  });
  return error;
}

template <class... M>
std::string readMessage(const val& object, std::variant<M...>& message) {
  if (object.typeOf().as<std::string>() != "object" || object.isNull()) return "A message must be an object.";
  int version = 0;
  if (!read(object["version"], version)) return "A message must carry its version as a whole number.";
  if (version != kVersion) {
    return "This message has version " + std::to_string(version) + ", but version " + std::to_string(kVersion) +
           " is spoken here: reload the page.";
  }
  std::string type;
  if (!read(object["type"], type)) return "A message must carry its type as a string.";
  std::string error = "There is no message of the type \"" + type + "\".";
  const auto tryOne = [&]<class Message>(Message candidate) {
    if (type != Message::kType) return;
    error = readFields(object, candidate);
    if (error.empty()) message = std::move(candidate);
  };
  (tryOne(M{}), ...);
  return error;
}

}  // namespace js_detail

// {version, type, body} and, where the message has one, the typed array bulk.
template <class Message>
emscripten::val toJs(const Message& message) {
  using emscripten::val;
  val object = val::object();
  val body = val::object();
  Message::fields(message, [&](const char* name, const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, Floats> || std::is_same_v<Value, Bytes>) {
      object.set("bulk", js_detail::typedArray(value));
    } else {
      body.set(name, value);
    }
  });
  object.set("version", kVersion);
  object.set("type", std::string(Message::kType));
  object.set("body", body);
  return object;
}

template <class... M>
emscripten::val toJs(const std::variant<M...>& message) {
  return std::visit([](const auto& m) { return toJs(m); }, message);
}

// Overwrites `message` and returns "", or leaves it as it was and returns a sentence that says what is wrong.
template <class... M>
[[nodiscard]] std::string fromJs(const emscripten::val& object, std::variant<M...>& message) {
  return js_detail::readMessage(object, message);
}

}  // namespace atelier::protocol
