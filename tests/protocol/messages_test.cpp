#include "protocol/messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/messages.h"

namespace atelier::protocol {
namespace {

template <class Variant>
std::vector<std::string> typesOf() {
  std::vector<std::string> types;
  testing::forEachMessage<Variant>([&](const auto& message) { types.emplace_back(message.kType); });
  return types;
}

bool isCamelCase(const std::string& name) {
  const auto isLetterOrDigit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), isLetterOrDigit);
}

template <class Variant>
void expectDistinctFields() {
  testing::forEachMessage<Variant>([](const auto& message) {
    SCOPED_TRACE(message.kType);
    std::set<std::string> names;
    int bulks = 0;
    for (const auto& [name, value] : testing::fieldsOf(message)) {
      EXPECT_TRUE(names.insert(name).second) << name << " is listed twice";
      EXPECT_TRUE(isCamelCase(name)) << name;
      const bool isArray = std::holds_alternative<Floats>(value) || std::holds_alternative<Bytes>(value);
      EXPECT_EQ(isArray, name == "bulk");
      bulks += isArray ? 1 : 0;
    }
    EXPECT_LE(bulks, 1);
  });
}

TEST(Messages, ListTheirFieldsOnceAndAtMostOneBulk) {
  expectDistinctFields<Command>();
  expectDistinctFields<Event>();
}

// A member that fields() forgets would be lost on the way. There are no paddings of a whole member, so sizes add up.
template <class Message>
void expectAllMembersListed() {
  std::size_t size = 0;
  const auto place = [&](std::size_t bytes, std::size_t alignment) {
    size = (size + alignment - 1) / alignment * alignment + bytes;
  };
  Message message;
  Message::fields(message, [&](const char*, auto& value) {
    place(sizeof value, alignof(std::remove_reference_t<decltype(value)>));
  });
  place(0, alignof(Message));
  EXPECT_EQ(std::max<std::size_t>(size, 1), sizeof(Message)) << Message::kType;
}

TEST(Messages, ListAllTheirMembersInOrder) {
  testing::forEachMessage<Command>([]<class Message>(const Message&) { expectAllMembersListed<Message>(); });
  testing::forEachMessage<Event>([]<class Message>(const Message&) { expectAllMembersListed<Message>(); });
}

TEST(Messages, HaveTypesOfTheirOwn) {
  for (const auto& types : {typesOf<Command>(), typesOf<Event>()}) {
    EXPECT_EQ(std::set<std::string>(types.begin(), types.end()).size(), types.size());
    for (const std::string& type : types) EXPECT_TRUE(isCamelCase(type)) << type;
  }
}

TEST(Messages, OnlyACheckpointAndItsSnapshotsGoBothWays) {
  const auto commands = typesOf<Command>();
  for (const std::string& event : typesOf<Event>()) {
    EXPECT_EQ(std::find(commands.begin(), commands.end(), event) != commands.end(),
              event == "checkpoint" || event == "snapshot")
        << event;
  }
}

TEST(Messages, OfARunCarryItsId) {
  const std::set<std::string> ofARun = {"run",        "progress",    "curve",     "epochDone",  "timeline",
                                        "prediction", "activations", "weights",   "checkpoint", "explanation",
                                        "evaluation", "attribution", "nextBatch", "activity",   "judged",
                                        "nearest",    "snapshot"};
  testing::forEachMessage<Event>([&](const auto& message) {
    const auto fields = testing::fieldsOf(message);
    const bool hasId =
        std::any_of(fields.begin(), fields.end(), [](const auto& field) { return field.first == "runId"; });
    EXPECT_EQ(hasId, ofARun.count(message.kType) == 1) << message.kType;
  });
}

}  // namespace
}  // namespace atelier::protocol
