@echo off
rem Gradwright's launcher for Windows: builds on first use and runs a command.
rem Needs JDK 25.0.3 or later in JAVA_HOME or on the path.
setlocal

set "root=%~dp0"
set "target=%root%engine\python\target"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java")

"%java%" --version >nul 2>&1
if errorlevel 1 (
  echo gradwright: needs JDK 25.0.3 or later, found none. Install one and set JAVA_HOME to it. 1>&2
  exit /b 1
)

if not exist "%target%\classpath" (
  echo gradwright: building, this takes a minute the first time ... 1>&2
  pushd "%root%"
  call mvnw.cmd -B -q -Dmaven.test.skip=true -Dformat.skip=true -pl engine/python -am package 1>&2
  if errorlevel 1 (
    popd
    echo gradwright: the build failed 1>&2
    exit /b 1
  )
  popd
)

for %%j in ("%target%\gradwright-python-*.jar") do set "jar=%%j"
rem The class path is longer than a variable may be, so it goes through an argument file.
set "arguments=%target%\launch.args"
> "%arguments%" echo -cp
<nul set /p "dummy=%jar:\=/%;" >> "%arguments%"
type "%target%\classpath" >> "%arguments%"

"%java%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xss16m ^
  -XX:+UseSerialGC %GRADWRIGHT_JAVA_OPTS% @"%arguments%" gradwright.python.Main %*
exit /b %errorlevel%
