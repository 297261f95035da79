# Rooms: the folders of src/, each a library named after it.

add_library(atelier_ours INTERFACE)
target_include_directories(atelier_ours INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(atelier_ours INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wshadow -Werror
  -Wno-psabi)  # Vectors wider than a register never cross a library's border.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(atelier_ours INTERFACE -Wno-restrict)  # GCC 12 sees overlaps in "a" + string (its bug 105651).
endif()

# The room's sources without its edges: *_js.cpp and *_gl.cpp talk to the browser and belong to the WebAssembly modules.
function(atelier_room_sources variable room)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${room}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_(js|gl)\\.cpp$")
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()

# atelier_room(NAME [LINK rooms and libraries that its headers show...] [PRIVATE libraries of its .cpp files alone...])
function(atelier_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "LINK;PRIVATE")
  atelier_room_sources(sources ${name})
  list(TRANSFORM room_LINK PREPEND "room_" REGEX "^(math|nn|sketch|data|train|explain|io|picture|protocol|link|lesson|keep|worker|ui)$")
  if(sources)
    add_library(room_${name} STATIC EXCLUDE_FROM_ALL ${sources})
    target_link_libraries(room_${name} PUBLIC ${room_LINK} PRIVATE atelier_ours ${room_PRIVATE})
    target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    atelier_read_once(room_${name})
  else()
    add_library(room_${name} INTERFACE)
    target_link_libraries(room_${name} INTERFACE ${room_LINK})
    target_include_directories(room_${name} INTERFACE ${PROJECT_SOURCE_DIR}/src)
  endif()
endfunction()

# Two thirds of compiling a file to WebAssembly are the standard headers: they are read once for each room. Natively each file reads its
# own, so that none can forget one.
function(atelier_read_once target)
  if(EMSCRIPTEN)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <functional> <map> <memory> <optional>
      <span> <string> <string_view> <utility> <variant> <vector>)
  endif()
endfunction()

# atelier_room_again(NAME VARIANT compile options...): the room, and those below it, once more with these options, as room_NAME_VARIANT.
# Whoever links one is compiled with them, too.
function(atelier_room_again name variant)
  if(TARGET room_${name}_${variant})
    return()
  endif()
  get_target_property(sources room_${name} SOURCES)
  get_target_property(libraries room_${name} LINK_LIBRARIES)
  foreach(library IN LISTS libraries)
    if(library MATCHES "^room_(.*)$")
      atelier_room_again(${CMAKE_MATCH_1} ${variant} ${ARGN})
    endif()
  endforeach()
  list(TRANSFORM libraries APPEND _${variant} REGEX "^room_")
  add_library(room_${name}_${variant} STATIC EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(room_${name}_${variant} PUBLIC ${libraries})
  target_include_directories(room_${name}_${variant} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(room_${name}_${variant} PUBLIC ${ARGN})
endfunction()

# atelier_program(NAME ROOM folder of src/ LINK rooms... [PRIVATE libraries...]): a native executable.
function(atelier_program name)
  cmake_parse_arguments(PARSE_ARGV 1 program "" "ROOM" "LINK;PRIVATE")
  atelier_room_sources(sources ${program_ROOM})
  if(NOT sources)
    return()
  endif()
  list(TRANSFORM program_LINK PREPEND "room_")
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE atelier_ours ${program_LINK} ${program_PRIVATE})
endfunction()
