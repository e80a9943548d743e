/* fuzz-package.c
 *
 * Any bytes as a case package.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <unistd.h>

#include "vdt-package.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = NULL;
  g_autoptr(VdtPackageCheck) check = NULL;
  int fd = g_file_open_tmp ("fuzz-package-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  if (write (fd, data, size) == (gssize) size)
    check = vdt_package_verify (path, NULL, NULL, NULL);
  close (fd);
  g_unlink (path);

  return 0;
}
