@echo off
rem Gradwright's launcher for Windows: builds on first use, opens the window or runs a command.
rem Needs JDK 25.0.3 or later in JAVA_HOME or on the path.
setlocal

set "root=%~dp0"
set "engine=%root%engine\python\target"
set "window=%root%app\target"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java")

"%java%" --version >nul 2>&1
if errorlevel 1 (
  echo gradwright: needs JDK 25.0.3 or later, found none. Install one and set JAVA_HOME to it. 1>&2
  exit /b 1
)

if not exist "%window%\classpath" (
  echo gradwright: building, this takes a minute the first time ... 1>&2
  pushd "%root%"
  call mvnw.cmd -B -q -Dmaven.test.skip=true -Dformat.skip=true -pl engine/python,app -am package 1>&2
  if errorlevel 1 (
    popd
    echo gradwright: the build failed 1>&2
    exit /b 1
  )
  popd
)

rem Class paths are longer than a variable may be, so they go through argument files.
for %%j in ("%engine%\gradwright-python-*.jar") do set "jar=%%j"
set "enginearguments=%engine%\launch.args"
> "%enginearguments%" echo -cp
<nul set /p "dummy=%jar:\=/%;" >> "%enginearguments%"
type "%engine%\classpath" >> "%enginearguments%"

for %%j in ("%window%\gradwright-app-*.jar") do set "jar=%%j"
set "windowarguments=%window%\launch.args"
> "%windowarguments%" echo -cp
<nul set /p "dummy=%jar:\=/%;" >> "%windowarguments%"
type "%window%\classpath" >> "%windowarguments%"

rem How the window and the profiler start the engine as a process: one argument a line.
if not exist "%root%.gradwright" mkdir "%root%.gradwright"
set "command=%root%.gradwright\engine-command"
> "%command%" (
  echo %java%
  echo --enable-native-access=ALL-UNNAMED
  echo --sun-misc-unsafe-memory-access=allow
  echo -Xlog:disable
  echo -Xss16m
  echo -Xmn24m
  echo -XX:MetaspaceSize=256m
  echo -XX:+UseSerialGC
  echo @%enginearguments%
  echo gradwright.python.Main
  echo serve
)

if "%~1"=="" goto window
if "%~1"=="open" goto window
if "%~1"=="profile" goto profile

"%java%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xss16m -Xmn24m -XX:MetaspaceSize=256m ^
  -XX:+UseSerialGC %GRADWRIGHT_JAVA_OPTS% @"%enginearguments%" gradwright.python.Main %*
exit /b %errorlevel%

:profile
"%java%" -Xlog:disable -XX:+UseSerialGC "-Dgradwright.engine.command=%command%" @"%windowarguments%" ^
  gradwright.profiler.cli.ProfileCommand %*
exit /b %errorlevel%

:window
set /p fxflags=<"%window%\fx-flags"
"%java%" -Xlog:disable -XX:+UseSerialGC --module-path "%window%\fx" --add-modules javafx.controls,javafx.swing ^
  %fxflags% %GRADWRIGHT_WINDOW_OPTS% "-Dgradwright.samples=%root%sample-projects" ^
  "-Dgradwright.engine.command=%command%" @"%windowarguments%" gradwright.app.Launcher %*
exit /b %errorlevel%
