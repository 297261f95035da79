# The WebAssembly modules of the site, and the id of what they are built from.

# A file that changes when src/ or web/ does, remade at every build and touched only when its content is another.
add_custom_target(build_id
  COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR} -D OUT=${PROJECT_BINARY_DIR}/generated
          -P ${PROJECT_SOURCE_DIR}/scripts/cmake/build_id.cmake
  BYPRODUCTS ${PROJECT_BINARY_DIR}/generated/build_id.h ${PROJECT_BINARY_DIR}/generated/build_id.txt
  VERBATIM)

# atelier_module(NAME EXPORT function ROOM room ENVIRONMENT list OPTIMISE flags... [LINK libraries...] [OPTIONS link options...])
# NAME.js is an ES module that exports FUNCTION; NAME.d.ts has its types.
function(atelier_module name)
  cmake_parse_arguments(PARSE_ARGV 1 module "" "EXPORT;ROOM;ENVIRONMENT" "OPTIMISE;LINK;OPTIONS")
  file(GLOB_RECURSE edges CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${module_ROOM}/*_js.cpp
       ${PROJECT_SOURCE_DIR}/src/${module_ROOM}/*_gl.cpp)
  if(NOT edges)
    message(STATUS "The module ${name} has no sources yet")
    return()
  endif()
  add_executable(${name} ${edges})
  add_dependencies(${name} build_id)
  target_include_directories(${name} PRIVATE ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(${name} PRIVATE atelier_ours room_${module_ROOM} ${module_LINK})
  target_compile_options(${name} PRIVATE ${module_OPTIMISE})
  target_link_options(${name} PRIVATE ${module_OPTIMISE} --no-entry -lembind -sEMBIND_AOT -sDYNAMIC_EXECUTION=0 -sSTRICT -sMODULARIZE -sEXPORT_ES6
    -sEXPORT_NAME=${module_EXPORT} -sENVIRONMENT=${module_ENVIRONMENT} -sFILESYSTEM=0 -sMALLOC=emmalloc
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=256MB -sSTACK_SIZE=512KB -sINCOMING_MODULE_JS_API=canvas,wasmBinary,locateFile ${module_OPTIONS}
    --emit-tsd ${PROJECT_BINARY_DIR}/${name}.d.ts)
  set_target_properties(${name} PROPERTIES SUFFIX .js)
endfunction()
