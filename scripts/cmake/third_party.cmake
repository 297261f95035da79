# What is not ours. scripts/setup brings it and tells where it is by the environment; its headers are SYSTEM, so that our
# warnings do not reach them.

function(atelier_find variable file hint)
  set(${variable} "$ENV{${variable}}" CACHE PATH "${hint}")
  if(NOT EXISTS "${${variable}}/${file}")
    message(FATAL_ERROR "There is no ${file} in ${variable}=\"${${variable}}\". Call scripts/setup, then source .toolchain/env "
                        "(or set ${variable} to ${hint}) and configure again.")
  endif()
endfunction()

atelier_find(ATELIER_IMGUI_DIR imgui.h "the source of Dear ImGui 1.90.1")
atelier_find(ATELIER_JSON_DIR nlohmann/json.hpp "a folder with nlohmann/json.hpp and nothing of the system's")
atelier_find(ATELIER_STB_DIR stb/stb_image.h "a folder with stb/stb_image.h and stb/stb_image_write.h, and nothing of the system's")
set(ATELIER_GTEST_DIR /usr/src/googletest/googletest CACHE PATH "the source of GoogleTest")

add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE ${ATELIER_JSON_DIR})

# Compiled in src/picture/pixels.cpp. What a hostile file makes it calculate wraps around, what such a file leaves unset is 0, and it
# copies no bytes to and from nowhere.
add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE ${ATELIER_STB_DIR})
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/picture/pixels.cpp PROPERTIES
  SKIP_PRECOMPILE_HEADERS ON COMPILE_OPTIONS "-fwrapv;-ftrivial-auto-var-init=zero;-fno-sanitize=nonnull-attribute")

# Compiled into every user alike: one meaning of ImGui's types in the whole program.
add_library(imgui STATIC EXCLUDE_FROM_ALL
  ${ATELIER_IMGUI_DIR}/imgui.cpp ${ATELIER_IMGUI_DIR}/imgui_draw.cpp
  ${ATELIER_IMGUI_DIR}/imgui_tables.cpp ${ATELIER_IMGUI_DIR}/imgui_widgets.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${ATELIER_IMGUI_DIR})
target_compile_definitions(imgui PUBLIC "ImDrawIdx=unsigned int" IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_compile_options(imgui PRIVATE -w)

if(EMSCRIPTEN)
  target_compile_definitions(imgui PRIVATE IMGUI_DISABLE_FILE_FUNCTIONS)
  add_library(imgui_opengl3 STATIC EXCLUDE_FROM_ALL ${ATELIER_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(imgui_opengl3 SYSTEM PUBLIC ${ATELIER_IMGUI_DIR}/backends)
  target_compile_definitions(imgui_opengl3 PUBLIC IMGUI_IMPL_OPENGL_ES3)
  target_compile_options(imgui_opengl3 PRIVATE -w)
  target_link_libraries(imgui_opengl3 PUBLIC imgui)
endif()

# Of the native trainer alone.
if(NOT EMSCRIPTEN)
  find_package(PNG REQUIRED)
  find_package(ZLIB REQUIRED)
endif()

add_library(googletest STATIC EXCLUDE_FROM_ALL ${ATELIER_GTEST_DIR}/src/gtest-all.cc ${ATELIER_GTEST_DIR}/src/gtest_main.cc)
target_include_directories(googletest SYSTEM PUBLIC ${ATELIER_GTEST_DIR}/include PRIVATE ${ATELIER_GTEST_DIR})
target_compile_options(googletest PRIVATE -w)
