#include "protocol/js.h"

#include <gtest/gtest.h>

#include "support/messages.h"

namespace atelier::protocol {
namespace {

using emscripten::val;

// A checkpoint with text in it, to see that a refusal changes nothing.
Command untouched() {
  Checkpoint checkpoint;
  testing::fillDistinctly(checkpoint);
  return checkpoint;
}

// What a command is refused with.
std::string refusalOf(const val& object) {
  Command command = untouched();
  const std::string error = fromJs(object, command);
  EXPECT_NE(error, "");
  EXPECT_EQ(command.index(), untouched().index());
  EXPECT_EQ(testing::fieldsOf(command), testing::fieldsOf(untouched()));
  return error;
}

template <class Message>
val filledJs() {
  Message message;
  testing::fillDistinctly(message);
  return toJs(message);
}

std::string jsonOf(const val& object) { return val::global("JSON").call<std::string>("stringify", object); }

template <class Variant>
void expectRoundTrips() {
  testing::forEachMessage<Variant>([]<class Message>(Message message) {
    SCOPED_TRACE(Message::kType);
    testing::fillDistinctly(message);
    Variant back;
    EXPECT_EQ(fromJs(toJs(message), back), "");
    ASSERT_TRUE(std::holds_alternative<Message>(back));
    EXPECT_EQ(testing::fieldsOf(back), testing::fieldsOf(message));
    Variant again;
    EXPECT_EQ(fromJs(toJs(back), again), "");  // of a variant
    EXPECT_EQ(testing::fieldsOf(again), testing::fieldsOf(message));
  });
}

TEST(Js, EveryMessageSurvivesTheWayThereAndBack) {
  expectRoundTrips<Command>();
  expectRoundTrips<Event>();
}

TEST(Js, EveryMessageSurvivesAStructuredClone) {
  // What a worker receives is a copy of what was sent.
  testing::forEachMessage<Event>([]<class Message>(Message message) {
    testing::fillDistinctly(message);
    Event back;
    EXPECT_EQ(fromJs(val::global("structuredClone")(toJs(message)), back), "");
    EXPECT_EQ(testing::fieldsOf(back), testing::fieldsOf(message));
  });
}

TEST(Js, AMessageIsVersionTypeBodyAndBulk) {
  const std::string version = R"({"version":)" + std::to_string(kVersion);
  EXPECT_EQ(jsonOf(toJs(Ping{.id = 7})), version + R"(,"type":"ping","body":{"id":7}})");
  EXPECT_EQ(jsonOf(toJs(Train{})), version + R"(,"type":"train","body":{}})");
  const val draw = toJs(Draw{.width = 1, .height = 2, .bulk = {5, 6}});
  EXPECT_TRUE(draw["bulk"].instanceof(val::global("Uint8Array")));
  EXPECT_EQ(jsonOf(draw["body"]), R"({"width":1,"height":2})");
  EXPECT_TRUE(toJs(Curve{}).hasOwnProperty("bulk"));
  EXPECT_FALSE(toJs(Train{}).hasOwnProperty("bulk"));
}

TEST(Js, ABulkIsACopyOfItsOwn) {
  Curve curve{.runId = 1, .bulk = {1, 2, 3}};
  const val object = toJs(curve);
  curve.bulk[0] = 9;
  EXPECT_EQ(object["bulk"][0].as<float>(), 1);
  EXPECT_EQ(object["bulk"]["buffer"]["byteLength"].as<int>(), 12);  // not a view into the engine's memory
}

TEST(Js, RefusesWhatIsNoObject) {
  for (const val& object : {val::undefined(), val::null(), val(7), val("train"), val(true)}) {
    EXPECT_EQ(refusalOf(object), "A message must be an object.");
  }
  EXPECT_EQ(refusalOf(val::array()), "A message must carry its version as a whole number.");
}

TEST(Js, RefusesAnotherVersionOrNone) {
  val object = toJs(Train{});
  object.set("version", 1);
  EXPECT_EQ(refusalOf(object), "This message has version 1, but version " + std::to_string(kVersion) +
                                   " is spoken here: reload the page.");
  for (const val& version : {val::undefined(), val("1"), val(1.5), val::null()}) {
    object.set("version", version);
    EXPECT_EQ(refusalOf(object), "A message must carry its version as a whole number.");
  }
}

TEST(Js, RefusesAnUnknownTypeOrNone) {
  val object = toJs(Train{});
  object.set("type", "tarin");
  EXPECT_EQ(refusalOf(object), "There is no message of the type \"tarin\".");
  object.set("type", std::string(Ready::kType));
  EXPECT_EQ(refusalOf(object), "There is no message of the type \"ready\".");  // an event is no command
  for (const val& type : {val::undefined(), val(1), val::null()}) {
    object.set("type", type);
    EXPECT_EQ(refusalOf(object), "A message must carry its type as a string.");
  }
}

template <class Variant>
void expectEveryFieldIsNeeded() {
  testing::forEachMessage<Variant>([]<class Message>(const Message& message) {
    for (const auto& [name, value] : testing::fieldsOf(message)) {
      val stripped = filledJs<Message>();
      val::global("Reflect").call<bool>("deleteProperty", name == "bulk" ? stripped : stripped["body"], name);
      Variant back;
      const std::string error = fromJs(stripped, back);
      EXPECT_EQ(error.find(std::string(Message::kType) + ": the field \"" + name + "\" must be "), 0U) << error;
      EXPECT_EQ(back.index(), 0U);
    }
  });
}

TEST(Js, RefusesAMissingFieldAndNamesIt) {
  expectEveryFieldIsNeeded<Command>();
  expectEveryFieldIsNeeded<Event>();
}

const char* kindOf(const testing::Value& value) {
  constexpr const char* kKinds[] = {"true or false", "a whole number", "a number",
                                    "a string",      "a Float32Array", "a Uint8Array"};
  return kKinds[value.index()];
}

TEST(Js, RefusesAFieldOfAnotherKindAndNamesBoth) {
  testing::forEachMessage<Event>([]<class Message>(const Message& message) {
    for (const auto& [name, value] : testing::fieldsOf(message)) {
      const val wrong[] = {val(true),        val(1),       val("1"),      val::null(),
                           val::undefined(), val::array(), val::object(), val::global("Float64Array").new_(3)};
      for (const val& other : wrong) {
        const bool isBool = std::holds_alternative<bool>(value) && other.typeOf().as<std::string>() == "boolean";
        const bool isNumber =
            (std::holds_alternative<int>(value) || std::holds_alternative<double>(value)) && other.isNumber();
        if (isBool || isNumber || (std::holds_alternative<std::string>(value) && other.isString())) continue;
        val object = filledJs<Message>();
        (name == "bulk" ? object : object["body"]).set(name, other);
        Event back;
        EXPECT_EQ(fromJs(object, back),
                  std::string(Message::kType) + ": the field \"" + name + "\" must be " + kindOf(value) + ".");
      }
    }
  });
}

TEST(Js, AWholeNumberIsWholeAndInRange) {
  val object = toJs(Ping{});
  const std::string sentence = "ping: the field \"id\" must be a whole number.";
  for (const double number : {0.5, 2147483648.0, -2147483649.0, 1e300, HUGE_VAL, -HUGE_VAL, static_cast<double>(NAN)}) {
    object["body"].set("id", number);
    EXPECT_EQ(refusalOf(object), sentence) << number;
  }
  for (const int number : {2147483647, -2147483647 - 1, 0}) {
    object["body"].set("id", static_cast<double>(number));
    Command command;
    EXPECT_EQ(fromJs(object, command), "");
    EXPECT_EQ(std::get<Ping>(command).id, number);
  }
}

TEST(Js, RefusesABodyThatIsNone) {
  val object = toJs(Ping{.id = 3});
  for (const val& body : {val::undefined(), val::null(), val(3), val("id")}) {
    object.set("body", body);
    EXPECT_EQ(refusalOf(object), "ping: the field \"id\" must be a whole number.");
  }
}

TEST(Js, ReadsPastFieldsThatItDoesNotKnow) {
  val object = toJs(Ping{.id = 3});
  object["body"].set("later", "more");
  object.set("transfer", val::array());
  Command command;
  EXPECT_EQ(fromJs(object, command), "");
  EXPECT_EQ(std::get<Ping>(command).id, 3);
}

TEST(Js, TakesAnEmptyBulk) {
  Command command;
  EXPECT_EQ(fromJs(toJs(Draw{}), command), "");
  EXPECT_TRUE(std::get<Draw>(command).bulk.empty());
}

TEST(Js, TakesABulkThatIsAPartOfABuffer) {
  val object = toJs(Draw{.width = 3, .height = 1, .bulk = {1, 2, 3}});
  object.set("bulk", val::global("Uint8Array")
                         .call<val>("from", toJs(Draw{.bulk = {0, 1, 2, 3, 4}})["bulk"])
                         .call<val>("subarray", 1, 4));
  Command command;
  EXPECT_EQ(fromJs(object, command), "");
  EXPECT_EQ(std::get<Draw>(command).bulk, (Bytes{1, 2, 3}));
}

}  // namespace
}  // namespace atelier::protocol
