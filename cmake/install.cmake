# Installing and exporting: find_package(casepath CONFIG) gives casepath::headers and casepath::casepath; pkg-config works too.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/casepath)
install(TARGETS casepath_headers casepath_casepath EXPORT casepathTargets COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT casepathTargets NAMESPACE casepath:: DESTINATION ${package_folder} COMPONENT development)

configure_package_config_file(cmake/casepathConfig.cmake.in casepathConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(casepathConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/casepathConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/casepathConfigVersion.cmake
  DESTINATION ${package_folder} COMPONENT development)

file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)  # so that an installed tree may be moved
configure_file(cmake/casepath.pc.in casepath.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/casepath.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
