@echo off
rem Gradwright's launcher for Windows: builds on first use, opens the window or runs a command. Needs JDK 25.0.3 or later
rem in JAVA_HOME or on the path. After a change of the sources, build again with `mvnw.cmd package`.
rem
rem   GRADWRIGHT_CACHE        where caches are kept (default: the platform's cache folder)
rem   GRADWRIGHT_JAVA_OPTS    more options for the engine's JVM
rem   GRADWRIGHT_WINDOW_OPTS  more options for the window's JVM
rem
rem No engine is left waiting for the next run, as on Linux: Windows has no way to hand a program's open files over.
setlocal

set "root=%~dp0"
set "engine=%root%engine\python\target"
set "window=%root%app\target"
if not exist "%root%.gradwright" mkdir "%root%.gradwright"

rem ---- the JDK ----

if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java")
set "version="
"%java%" --version > "%root%.gradwright\java-version" 2>nul
if errorlevel 1 goto nojdk
set /p version=<"%root%.gradwright\java-version"
rem `openjdk 25.0.3 2026-04-21 LTS`
for /f "tokens=2" %%v in ("%version%") do set "version=%%v"
set "major=0"
set "minor=0"
set "patch=0"
for /f "delims=.-+ tokens=1-3" %%a in ("%version%") do (
  set "major=%%a"
  if not "%%b"=="" set "minor=%%b"
  if not "%%c"=="" set "patch=%%c"
)
if %major% lss 25 goto oldjdk
if %major% equ 25 if %minor% equ 0 if %patch% lss 3 goto oldjdk

rem ---- the build ----

if exist "%window%\classpath" goto built
echo gradwright: building, this takes a minute the first time ... 1>&2
pushd "%root%"
call mvnw.cmd -B -q -Dmaven.test.skip=true -Dformat.skip=true -pl engine/python,app -am package 1>&2
if errorlevel 1 goto nobuild
popd
:built

rem Class paths are longer than a command may be, so they go through argument files. They are quoted there, for names of folders
rem with spaces: in quotes a backslash at the end of a line goes on with the next line, and others must be slashes.
for %%j in ("%engine%\gradwright-python-*.jar") do set "jar=%%~fj"
set "enginearguments=%engine%\launch.args"
set "jvm=%root%engine\python\src\main\jvm"
type "%jvm%\engine.options" > "%enginearguments%"
>> "%enginearguments%" echo "-XX:CompilerDirectivesFile=%jvm:\=/%/compiler-directives.json"
if defined GRADWRIGHT_JAVA_OPTS >> "%enginearguments%" echo %GRADWRIGHT_JAVA_OPTS%
>> "%enginearguments%" echo -cp
>> "%enginearguments%" echo "%jar:\=/%;\
type "%engine%\classpath" >> "%enginearguments%"
>> "%enginearguments%" echo "

for %%j in ("%window%\gradwright-app-*.jar") do set "jar=%%~fj"
set "windowarguments=%window%\launch.args"
> "%windowarguments%" echo -cp
>> "%windowarguments%" echo "%jar:\=/%;\
type "%window%\classpath" >> "%windowarguments%"
>> "%windowarguments%" echo "

rem How the window and the profiler start the engine as a process: one argument a line. No block in brackets, which a folder such
rem as `Program Files (x86)` would close.
set "command=%root%.gradwright\engine-command"
> "%command%" echo %java%
>> "%command%" echo @%enginearguments%
>> "%command%" echo gradwright.python.Main
>> "%command%" echo serve

set "rest="
if "%~1"=="" goto window
if "%~1"=="open" goto rest
if "%~1"=="profile" goto rest

"%java%" @"%enginearguments%" gradwright.python.Main %*
exit /b %errorlevel%

rem What follows the name of the command. Without quotes around it: those in it would end them, and a `>` or `&` between them would
rem be the shell's.
:rest
set rest=%*
if "%~2"=="" set rest=
if not "%~2"=="" set rest=%rest:* =%
if "%~1"=="open" goto window

:profile
"%java%" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData "-Dgradwright.engine.command=%command%" ^
  @"%windowarguments%" gradwright.profiler.cli.ProfileCommand %rest%
exit /b %errorlevel%

:window
set /p fxflags=<"%window%\fx-flags"
"%java%" --enable-native-access=javafx.graphics,ALL-UNNAMED -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData ^
  --module-path "%window%\fx" --add-modules javafx.controls,javafx.swing %fxflags% %GRADWRIGHT_WINDOW_OPTS% ^
  "-Dgradwright.samples=%root%sample-projects" "-Dgradwright.engine.command=%command%" ^
  @"%windowarguments%" gradwright.app.Launcher %rest%
exit /b %errorlevel%

:nojdk
echo gradwright: needs JDK 25.0.3 or later, found none. Install one and set JAVA_HOME to it. 1>&2
exit /b 1

:oldjdk
echo gradwright: needs JDK 25.0.3 or later, found %version%. Install one and set JAVA_HOME to it. 1>&2
exit /b 1

:nobuild
popd
echo gradwright: the build failed 1>&2
exit /b 1
